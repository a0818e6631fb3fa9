"""Reading a backup to its end: nothing of it is used before all of it was seen."""

import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import BadGzipFile, GzipFile
from pathlib import Path

import pyrage

from forum.backup import rules
from forum.backup.making import Counted
from forum.backup.queries import Database
from forum.backup.rules import Entry, Manifest, Unusable
from forum.backup.sealing import opened_from

DAMAGED = (tarfile.TarError, EOFError, BadGzipFile, zlib.error)
NO_FILE = "There is no file {}."


@contextmanager
def unpacked(
    backup: Path, identity: pyrage.x25519.Identity | None, into: Path
) -> Iterator[Manifest]:
    """Lay a backup out in a folder, and say what is in it; whole, or refused.

    The folder is emptied afterwards.
    """
    try:
        yield _laid_out(backup, identity, into)
    finally:
        shutil.rmtree(into, ignore_errors=True)


def tried_out(manifest: Manifest, folder: Path, database: Database) -> None:
    """Restore the database beside the forum, and compare it with what was counted."""
    counted = database.look_into(folder / rules.DATABASES[manifest.database])
    if said := rules.miscounted(manifest, counted):
        raise Unusable(said)


def _laid_out(
    backup: Path, identity: pyrage.x25519.Identity | None, into: Path
) -> Manifest:
    if not backup.is_file():
        raise Unusable(NO_FILE.format(backup))
    found: dict[str, Entry] = {}
    try:
        with (
            backup.open("rb") as sealed,
            opened_from(sealed, identity) as content,
            GzipFile(fileobj=content, mode="rb") as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            for part in tar:
                found[part.name] = Entry(0, "")
                found[part.name] = _written(tar, part, into)
            while packed.read(1 << 20):  # what was packed has a check sum at its end
                pass
    except DAMAGED:
        raise Unusable(rules.CUT_OFF if found else rules.NO_BACKUP) from None
    if found.pop(rules.MANIFEST, None) is None:
        raise Unusable(rules.CUT_OFF if found else rules.NO_BACKUP)
    manifest = rules.read((into / rules.MANIFEST).read_bytes())
    if said := rules.damage(manifest, found):
        raise Unusable(said)
    return manifest


def _written(tar: tarfile.TarFile, part: tarfile.TarInfo, into: Path) -> Entry:
    """Write one part; none has a name that leads elsewhere."""
    content = tar.extractfile(part) if part.isfile() else None
    is_known = part.name == rules.MANIFEST or rules.is_known(part.name)
    if content is None or not is_known:
        raise Unusable(rules.NO_BACKUP)
    path = into / part.name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    counted = Counted(content)  # type: ignore[arg-type]
    with path.open("wb") as file:
        while piece := counted.read(1 << 20):
            file.write(piece)
    if counted.entry.bytes != part.size:
        raise tarfile.ReadError
    return counted.entry
