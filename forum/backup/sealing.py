"""The envelope of a backup: age (age-encryption.org), or none.

A backup is sealed for a public key. The forum has that one only: whoever gets at the
server, or at the place where backups are kept, opens none of them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pyrage

from forum.backup.rules import Unusable

SEALED = b"age-encryption.org/"
NEEDS_KEY = "The backup is sealed. Name the file with its key: --identity FILE."
OTHER_KEY = "This key does not open the backup, or the backup is damaged or cut off."
NO_KEY = "The file of --identity holds no age key. It begins with AGE-SECRET-KEY-1."


def identity_in(path: Path) -> pyrage.x25519.Identity:
    """Return the key of a file as `age-keygen` writes it."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for line in lines:
        if line.startswith("AGE-SECRET-KEY-1"):
            with suppress(pyrage.IdentityError):
                return pyrage.x25519.Identity.from_str(line.strip())
    raise Unusable(NO_KEY)


@contextmanager
def sealed_into(out: BinaryIO, key: str) -> Iterator[BinaryIO]:
    """Hand out a file whose content goes into another one, sealed for a key if any."""
    if not key:
        yield out
        return
    public = pyrage.x25519.Recipient.from_str(key)
    readable, writable = _pipe()
    work = _Beside(lambda: pyrage.encrypt_io(readable, out, [public]))
    try:
        with writable:
            yield writable
    finally:
        work.join()
        readable.close()
    if work.trouble is not None:
        raise work.trouble


@contextmanager
def opened_from(
    sealed: BinaryIO, identity: pyrage.x25519.Identity | None
) -> Iterator[BinaryIO]:
    """Hand out what is in an envelope; refuse what was altered or cut off."""
    is_sealed = sealed.read(len(SEALED)) == SEALED
    sealed.seek(0)
    if not is_sealed:
        yield sealed
        return
    if identity is None:
        raise Unusable(NEEDS_KEY)
    readable, writable = _pipe()

    def opening() -> None:
        with writable:
            pyrage.decrypt_io(sealed, writable, [identity])

    work = _Beside(opening)
    try:
        yield readable
        while readable.read(1 << 20):  # the end is what says that nothing is missing
            pass
    finally:
        readable.close()
        work.join()
        if _is_damage(work.trouble):
            raise Unusable(OTHER_KEY) from None
    if work.trouble is not None:
        raise work.trouble


def _is_damage(trouble: Exception | None) -> bool:
    """Say whether it was the envelope; a disk that fails has a number for why."""
    is_read = isinstance(trouble, OSError) and trouble.errno is None
    return is_read or isinstance(trouble, pyrage.DecryptError)


class _Beside(Thread):
    """Does something while somebody else reads or writes; keeps what went wrong."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.trouble: Exception | None = None
        self.start()

    def run(self) -> None:
        """Do it."""
        try:
            self._work()
        except Exception as error:
            self.trouble = error


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    readable, writable = os.pipe()
    return os.fdopen(readable, "rb"), os.fdopen(writable, "wb")
