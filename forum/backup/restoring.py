"""Putting a backup where there is no forum yet."""

import os
from datetime import datetime
from pathlib import Path

from forum.backup import rules
from forum.backup.queries import Database
from forum.backup.rules import Manifest, Unusable
from forum.core import read_only
from forum.core.db import transaction
from forum.core.files import Files
from forum.core.keys import Keys
from forum.core.parsing import from_json
from forum.rights.ledger import entries, write_down
from forum.settings import Settings

OTHER_KIND = (
    "The backup is of {} and FORUM_DATABASE_URL names another kind of database. "
    "Restore it there, and move it by export and import."
)
NO_KEYS = (
    "The backup is not sealed and brought no keys, and here are others or none: names "
    "and addresses could not be read. Put the folder keys of the forum that was backed "
    "up into the home folder, or set FORUM_SECRET_KEY and FORUM_DATA_KEYS as they were."
)
OTHER_KEYS = (
    "FORUM_SECRET_KEY or FORUM_DATA_KEYS differ from those of the forum that was "
    "backed up: names and addresses could not be read. Set those, or leave both out."
)


def same_kind(manifest: Manifest, kind: str) -> Manifest:
    """Return the manifest again, or refuse a backup of another kind of database."""
    if manifest.database != kind:
        raise Unusable(OTHER_KIND.format(manifest.database))
    return manifest


def put_database(manifest: Manifest, folder: Path, database: Database) -> None:
    """Make the database of a backup that was laid out; there is none yet."""
    database.require_empty()
    database.put_back(folder / rules.DATABASES[manifest.database])


def require_keys(manifest: Manifest, folder: Path, settings: Settings) -> None:
    """Refuse to restore what could not be read: the keys come along or are there."""
    kept = _keys(folder)
    place = settings.home / "keys" / "data_keys"
    given = settings.data_keys or (place.read_text() if place.exists() else "")
    if kept is None:
        if _known_by(given.split()) != manifest.keys:
            raise Unusable(NO_KEYS)
        return
    is_other_secret = settings.secret_key and settings.secret_key != kept[0]
    is_other_key = settings.data_keys and settings.data_keys.split() != kept[1]
    if is_other_secret or is_other_key:
        raise Unusable(OTHER_KEYS)


def _known_by(data_keys: list[str]) -> str:
    return Keys("", tuple(data_keys)).lookup(rules.KEYS) if data_keys else ""


def put_keys(folder: Path, home: Path) -> None:
    """Put the keys of a backup into the home folder, if it brought any."""
    kept = _keys(folder)
    if kept is None:
        return
    place = home / "keys"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in (("secret_key", kept[0]), ("data_keys", " ".join(kept[1]))):
        draft = place / f".{name}.restored"
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "w") as file:
            file.write(f"{content}\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place / name)


def put_files(folder: Path, files: Files) -> int:
    """Put pictures and files back; return how many."""
    many = 0
    laid_out = folder / rules.OF_FILES
    for path in sorted(laid_out.iterdir()) if laid_out.is_dir() else ():
        files.put(path.name, path.read_bytes())
        many += 1
    return many


def put_ledger(folder: Path, home: Path) -> None:
    """Add the erasures that the backup knows to those that are written down here."""
    for entry in list(entries(folder / rules.LEDGER)):
        write_down(home / rules.LEDGER, entry)


def let_nobody_write(now: datetime) -> None:
    """Begin as a forum that can be read only and sends no mail."""
    with transaction():
        read_only.begin(None, now, is_restored=True)


def _keys(folder: Path) -> tuple[str, list[str]] | None:
    path = folder / rules.KEYS
    if not path.exists():
        return None
    said = from_json(path.read_bytes())
    return str(said["secret"]), [str(one) for one in said["data_keys"]]
