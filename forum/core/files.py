"""Files that members add: kept under names of our own, in a folder or a bucket.

Names are made by the forum alone: 32 hexadecimal digits, perhaps a word for the
size, and an ending. Whatever else asks to be a name is refused, so that nothing
is ever read or written outside of the folder.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from flask import current_app

NAME = re.compile(r"[0-9a-f]{32}(?:-[a-z]{1,12})?\.[a-z]{1,8}")
UNFINISHED = "part"
"""The ending of a file that is still being written, or never was finished."""


class BadName(ValueError):
    """A name that no part of the forum can have made."""


class StoreAway(OSError):
    """The store of files cannot be asked now; its text is a word for why."""


class Files(Protocol):
    """Where files are kept, whatever it is made of."""

    @property
    def where(self) -> str:
        """Where that is, for the operator."""

    def put(self, name: str, content: bytes) -> None:
        """Keep a file, whole or not at all."""

    def writing(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Hand out a file to be written a piece at a time; it is kept at the end."""

    def opened(self, name: str) -> BinaryIO | None:
        """Open a file to be read a piece at a time; nothing if there is none."""

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; nothing if there is none."""

    def remove(self, name: str) -> None:
        """Let go of a file; it may be gone already."""

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Yield every name, with the time at which it was written."""


class FolderFiles:
    """Files in one folder that only the forum's own account can read."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def where(self) -> str:
        """The folder."""
        return str(self._root)

    def put(self, name: str, content: bytes) -> None:
        """Write beside the place first: nobody ever reads half a file."""
        with self.writing(name) as file:
            file.write(content)

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """Hand out a file to be written a piece at a time; it is kept at the end."""
        path = self._path(name)
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._path(new_name(UNFINISHED))
        try:
            with _opened(draft) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        settle(self._root)

    def opened(self, name: str) -> BinaryIO | None:
        """Open a file to be read a piece at a time; nothing if there is none."""
        try:
            return self._path(name).open("rb")
        except FileNotFoundError:
            return None

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; nothing if there is none."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Let go of a file; it may be gone already."""
        self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Yield every name, also of files that were never finished."""
        if not self._root.is_dir():
            return
        with os.scandir(self._root) as entries:
            for entry in entries:
                if NAME.fullmatch(entry.name):
                    # It may have been removed since the folder was opened.
                    with contextlib.suppress(FileNotFoundError):
                        written = entry.stat(follow_symlinks=False).st_mtime
                        yield entry.name, datetime.fromtimestamp(written, UTC)

    def _path(self, name: str) -> Path:
        return self._root / require_name(name)


def require_name(name: str) -> str:
    """Refuse what no part of the forum can have called a file."""
    if not NAME.fullmatch(name):
        raise BadName(name)
    return name


def new_name(ending: str) -> str:
    """Return a name that nobody can guess and nothing has."""
    return f"{secrets.token_hex(16)}.{ending}"


def files() -> Files:
    """Return where this application keeps its files."""
    kept: Files = current_app.extensions["files"]
    return kept


def _opened(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def settle(folder: Path) -> None:
    """Have the folder itself survive a loss of power, with its new entry."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
