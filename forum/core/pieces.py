"""A large file under the key of the forum: sealed and opened a piece at a time."""

from collections.abc import Iterator
from itertools import count
from typing import Protocol

from cryptography.fernet import InvalidToken

from forum.core.keys import Keys

PIECE = 2**20
SIZE_BYTES = 4
PLACE_BYTES = 8
SEALED_MAX = 2 * PIECE


class Readable(Protocol):
    """What can be read a part at a time."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes; fewer only at the end."""


class Writable(Protocol):
    """What can be written."""

    def write(self, content: bytes, /) -> object:
        """Write all of it."""


def seal_into(target: Writable, source: Readable, keys: Keys) -> None:
    """Seal all of a file; an empty piece stands at its end."""
    for place in count():
        piece = source.read(PIECE)
        sealed = keys.seal(place.to_bytes(PLACE_BYTES) + piece)
        target.write(len(sealed).to_bytes(SIZE_BYTES) + sealed)
        if not piece:
            return


def unseal_into(target: Writable, source: Readable, keys: Keys) -> None:
    """Open a sealed file; raise `InvalidToken` if a piece is missing or altered."""
    for place, sealed in enumerate(_pieces(source)):
        content = keys.unseal(sealed)
        if int.from_bytes(content[:PLACE_BYTES]) != place:
            raise InvalidToken
        if len(content) == PLACE_BYTES:
            return
        target.write(content[PLACE_BYTES:])
    raise InvalidToken


def _pieces(source: Readable) -> Iterator[bytes]:
    while size := int.from_bytes(source.read(SIZE_BYTES)):
        if size > SEALED_MAX:
            raise InvalidToken
        yield source.read(size)
