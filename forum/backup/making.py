"""Writing a backup beside a forum that goes on."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from gzip import GzipFile
from pathlib import Path
from typing import BinaryIO

from forum.backup import rules
from forum.backup.queries import Database
from forum.backup.rules import Entry, Manifest, Unusable
from forum.backup.sealing import sealed_into
from forum.core.files import UNFINISHED, Files, settle
from forum.core.keys import Keys

QUICKLY = 1
"""Words become a third; to pack them tighter takes ever so long."""
THERE = "There is a file at {} already. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a backup is made of."""

    home: Path
    database: Database
    kind: str
    """`sqlite` or `postgresql`."""
    files: Files
    keys: Keys
    settings: dict[str, str]
    """Those that were given, by their names outside."""
    revision: str
    program: str
    key: str
    """The public key for which it is sealed; empty: for none."""


def back_up(to: Path, wanted: Wanted, now: datetime) -> Manifest:
    """Write a backup into a file that is not there yet; it is whole or not there.

    First the database as of one moment, then the files: what was added meanwhile
    comes along too many, what was taken back meanwhile does not come along at all.
    """
    if to.exists():
        raise Unusable(THERE.format(to))
    draft = to.with_name(f".{to.name}.{UNFINISHED}")
    try:
        with _new(draft) as out, sealed_into(out, wanted.key) as tar:
            manifest = _packed(tar, wanted, now)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(to)
        settle(to.parent)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _packed(out: BinaryIO, wanted: Wanted, now: datetime) -> Manifest:
    with (
        tempfile.TemporaryDirectory(prefix=rules.MAKING, dir=wanted.home) as scratch,
        GzipFile(fileobj=out, mode="wb", compresslevel=QUICKLY) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        packing = _Packing(tar)
        copy = Path(scratch) / rules.DATABASES[wanted.kind]
        tables = wanted.database.copy(copy)
        with copy.open("rb") as file:
            packing.add(copy.name, file, copy.stat().st_size)
        copy.unlink()
        for name, content in _beside(wanted):
            packing.add(name, io.BytesIO(content), len(content))
        manifest = Manifest(
            now.isoformat(timespec="seconds"),
            wanted.program,
            wanted.kind,
            wanted.revision,
            wanted.keys.lookup(rules.KEYS),
            tables,
            dict(packing.entries),
        )
        content = rules.written(manifest)
        packing.add(rules.MANIFEST, io.BytesIO(content), len(content))
    return manifest


def _beside(wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    """Yield what stands beside the database: a file after the other."""
    ledger = wanted.home / rules.LEDGER
    if ledger.exists():
        yield rules.LEDGER, ledger.read_bytes()
    for name, _ in wanted.files.names():
        content = None if name.endswith(UNFINISHED) else wanted.files.read(name)
        if content is not None:
            yield f"{rules.OF_FILES}{name}", content
    if wanted.key:  # else whoever finds the backup could read what is encrypted in it
        keys = {"secret": wanted.keys.secret, "data_keys": wanted.keys.data_keys}
        yield rules.KEYS, json.dumps(keys).encode()
        yield rules.SETTINGS, json.dumps(wanted.settings, indent=1).encode()


class _Packing:
    """A backup that is written, and what stands in it so far."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.entries: dict[str, Entry] = {}

    def add(self, name: str, content: BinaryIO, size: int) -> None:
        """Add a part."""
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        counted = Counted(content)
        self._tar.addfile(info, counted)
        self.entries[name] = counted.entry


class Counted(io.RawIOBase):
    """A file that is read once, and its size and check sum so far."""

    def __init__(self, content: BinaryIO) -> None:
        self._content = content
        self._digest = hashlib.sha256()
        self._size = 0

    def read(self, size: int = -1, /) -> bytes:
        """Read on."""
        piece = self._content.read(size)
        self._digest.update(piece)
        self._size += len(piece)
        return piece

    @property
    def entry(self) -> Entry:
        """What was read."""
        return Entry(self._size, self._digest.hexdigest())


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # of one that was killed
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        yield file
