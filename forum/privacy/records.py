"""The record of a test run, and what it says about each promise.

The tests write it (tests/promises/recording.py). A record speaks for the very
sources it was made with; for any others it proves nothing.
"""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

CLAUSES = Path(__file__).with_name("clauses.toml")
SHIPPED = Path(__file__).with_name("record.json")
"""Where the build of a release puts the record of its tests."""
PASSED_OVER = frozenset({"__pycache__", "_bundle", SHIPPED.name})


class Standing(StrEnum):
    """How it stands with a promise on this installation."""

    KEPT = "kept"
    BROKEN = "broken"
    OTHER_BUILD = "other_build"
    NOT_TESTED = "not_tested"
    NO_TEST = "no_test"


@dataclass(frozen=True, slots=True)
class Clause:
    """One promise: its number, our sentence, what must hold, what tests it."""

    id: str
    says: str
    must: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What a test run said about each file of tests."""

    version: str
    sources: str
    finished: datetime
    passed: dict[str, int]
    failed: dict[str, int]


@cache
def clauses() -> tuple[Clause, ...]:
    """Return all promises, in their order."""
    said = tomllib.loads(CLAUSES.read_text(encoding="utf-8"))["clause"]
    return tuple(
        Clause(one["id"], one["says"], one["must"], tuple(one["tests"])) for one in said
    )


def read_record(path: Path) -> Record | None:
    """Return a record; nothing if there is none that can be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Record(
            str(said["version"]),
            str(said["sources"]),
            datetime.fromisoformat(said["finished"]),
            {str(name): int(count) for name, count in said["passed"].items()},
            {str(name): int(count) for name, count in said["failed"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def standing(clause: Clause, record: Record | None, sources: str) -> Standing:
    """Say how it stands with a promise; without proof it is never kept."""
    if not clause.tests:
        return Standing.NO_TEST
    if record is None:
        return Standing.NOT_TESTED
    if any(record.failed.get(name) for name in clause.tests):
        return Standing.BROKEN
    if not all(record.passed.get(name) for name in clause.tests):
        return Standing.NOT_TESTED
    return Standing.KEPT if record.sources == sources else Standing.OTHER_BUILD


@cache
def digest_of(folders: tuple[Path, ...]) -> str:
    """Return a digest of all files in some folders, wherever those stand."""
    whole = sha256()
    for folder in folders:
        for path in _files(folder):
            name = path.relative_to(folder).as_posix()
            whole.update(f"{folder.name}/{name}\0".encode())
            whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not PASSED_OVER & set(path.relative_to(folder).parts)
    )
