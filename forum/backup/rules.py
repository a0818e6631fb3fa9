"""What a backup is made of, and when it is none: pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from forum.core.files import NAME
from forum.core.parsing import from_json

FORMAT, VERSION = "soltrex-forum backup", 1
MANIFEST, KEYS, SETTINGS = "manifest.json", "keys.json", "settings.json"
LEDGER = "erasures.jsonl"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
OF_FILES = "files/"
MAKING, READING = ".backup-", ".restore-"
"""How folders begin in the home folder in which a backup is made or laid out."""
CUT_OFF = "The backup is cut off: its end is missing. Take another one."
NO_BACKUP = "This is no backup of a forum."
NEWER = "The backup was made by a newer version of the forum. Install that one first."
NOT_SOUND = "The database in the backup is damaged ({}). Take another one."
TAKEN = "There is a database with a forum already. Restore into an empty one."
_KNOWN = frozenset({KEYS, SETTINGS, LEDGER, *DATABASES.values()})


class Unusable(Exception):
    """A backup that cannot be made or taken in; its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How large one part of a backup is, and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands last in a backup: by it all the rest is known to be whole."""

    made_at: str
    program: str
    database: str
    """`sqlite` or `postgresql`."""
    revision: str
    """The version of the tables."""
    keys: str
    """By which the data keys are known; nothing can be read with it."""
    tables: Mapping[str, int]
    """How many rows each table has."""
    entries: Mapping[str, Entry] = field(default_factory=dict)


def written(manifest: Manifest) -> bytes:
    """Return a manifest as it stands in a backup."""
    said = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    return json.dumps(said, indent=1, sort_keys=True).encode()


def read(content: bytes) -> Manifest:
    """Return the manifest of a backup; refuse what is none."""
    try:
        said: dict[str, Any] = from_json(content)
        if said.pop("format") != FORMAT:
            raise Unusable(NO_BACKUP)
        if said.pop("version") > VERSION:
            raise Unusable(NEWER)
        entries = {name: Entry(**one) for name, one in said.pop("entries").items()}
        manifest = Manifest(**said, entries=entries)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unusable(NO_BACKUP) from None
    if manifest.database not in DATABASES:
        raise Unusable(NO_BACKUP)
    return manifest


def is_known(name: str) -> bool:
    """Say whether a part of a backup has a name that we give to one."""
    return name in _KNOWN or (
        name.startswith(OF_FILES)
        and NAME.fullmatch(name.removeprefix(OF_FILES)) is not None
    )


def damage(manifest: Manifest, found: Mapping[str, Entry]) -> str:
    """Return what is wrong with the parts that were found, in a sentence, if any is."""
    missing = sorted(set(manifest.entries) - set(found))
    added = sorted(set(found) - set(manifest.entries))
    other = sorted(
        name
        for name in set(found) & set(manifest.entries)
        if found[name] != manifest.entries[name]
    )
    for names, what in (
        (missing, "is missing"),
        (other, "is not what it was"),
        (added, "was added to it"),
    ):
        if names:
            return f"The backup is damaged: {names[0]} {what}. Take another one."
    if DATABASES[manifest.database] not in found:
        return NO_BACKUP
    return ""


def miscounted(manifest: Manifest, tables: Mapping[str, int]) -> str:
    """Return which table has other rows than the manifest says, if any has."""
    for name, count in manifest.tables.items():
        if tables.get(name) != count:
            have = tables.get(name, 0)
            return (
                f"The backup is damaged: {name} has {have:,} rows of {count:,}. "
                "Take another one."
            )
    return ""
