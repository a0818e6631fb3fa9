"""The folder of an export: files that only its owner reads, each with its check sum."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from forum.core.answers import Refused

MANIFEST = "manifest.json"
ABOUT = "about.json"
SCHEMA = "schema.json"
FILES = "files.jsonl"
LEDGER = "erasures.jsonl"
AT_A_TIME = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the folder: how long it is, and its check sum."""

    bytes: int
    sha256: str

    def said(self) -> dict[str, Any]:
        """Return it as the manifest has it."""
        return asdict(self)


def new_folder(path: Path) -> None:
    """Make a folder for an export; refuse one that has anything in it."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise Refused(f"{path} is not empty. Name a folder that is not there yet.")
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)


def write(path: Path, pieces: Iterable[bytes]) -> Part:
    """Write a file a piece at a time; nobody else can read it."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    digest, length = hashlib.sha256(), 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            length += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return Part(length, digest.hexdigest())


def part_of(path: Path) -> Part | None:
    """Return length and check sum of a file; nothing if there is none."""
    if not path.is_file():
        return None
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(AT_A_TIME):
            digest.update(piece)
        return Part(file.tell(), digest.hexdigest())


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file."""
    with path.open("rb") as file:
        yield from file


def table_file(folder: Path, name: str) -> Path:
    """Return the file that a table is in."""
    return folder / "tables" / f"{name}.jsonl"


def picture_file(folder: Path, name: str) -> Path:
    """Return the file that a picture is in; there may be very many of them."""
    return folder / "files" / name
