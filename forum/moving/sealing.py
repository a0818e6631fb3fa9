"""The key under which names and addresses stand in the folder: it travels apart.

The same text at the same place is always sealed the same way, so that two exports of
the same forum can be compared. At another place it looks different.
"""

import base64
import binascii
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from forum.core.answers import Refused

BITS = 512
WRONG_KEY = "The key does not open this folder. Name the right one with --key."


@dataclass(frozen=True)
class Seal:
    """Closes and opens single texts, each bound to its place (RFC 5297)."""

    key: bytes

    @cached_property
    def _box(self) -> AESSIV:
        return AESSIV(self.key)

    def close(self, text: str, place: str) -> str:
        """Return a text as it is written into the folder."""
        sealed = self._box.encrypt(text.encode(), [place.encode()])
        return base64.b64encode(sealed).decode()

    def open(self, sealed: str, place: str) -> str:
        """Return what was closed for this very place."""
        try:
            content = base64.b64decode(sealed, validate=True)
            return self._box.decrypt(content, [place.encode()]).decode()
        except (InvalidTag, binascii.Error, ValueError):
            raise Refused(WRONG_KEY) from None


def key_beside(folder: Path) -> Path:
    """Return where the key of a folder is, if nobody says otherwise: beside it."""
    return folder.resolve().with_name(f"{folder.resolve().name}.key")


def seal_in(path: Path) -> Seal:
    """Return the seal that a file holds the key of."""
    try:
        key = base64.b64decode(path.read_text(encoding="ascii").strip(), validate=True)
        AESSIV(key)
    except FileNotFoundError:
        raise Refused(f"There is no key at {path}. Name it with --key.") from None
    except (ValueError, binascii.Error):
        raise Refused(f"{path} holds no key of an export.") from None
    return Seal(key)


def seal_for(path: Path) -> Seal:
    """Return the seal of a file; a new key is made if there is no file yet."""
    if not path.exists():
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
            file.write(base64.b64encode(AESSIV.generate_key(BITS)).decode() + "\n")
    return seal_in(path)
