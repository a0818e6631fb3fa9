"""What comes along when the forum moves: which tables, columns and jobs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = "soltrex-forum"
VERSION = 1
ROUND = "every:"
"""How jobs are called that come round by themselves, also in a new forum."""
NO_LONGER_THERE = frozenset({"application", "new_address", "former", "export"})
"""What jobs are about that does not come along: links, and copies of one's data."""


@dataclass(frozen=True, slots=True)
class Plan:
    """For every table whether it comes along, and for columns that do not why."""

    taken: frozenset[str]
    begins: frozenset[str]
    """Tables that a new forum has rows in already; they make way."""
    left: Mapping[str, str]
    """Reasons, by `table` or `table.column`."""
    made: Mapping[str, str]
    """Columns that are made anew from another one of their table."""

    def forgotten(self, tables: Iterable[str]) -> list[str]:
        """Return the tables that no list says anything about."""
        return sorted(set(tables) - self.taken - set(self.left))

    def comes_along(self, table: str, column: str) -> bool:
        """Say whether a column of a table that comes along is written down."""
        name = f"{table}.{column}"
        return name not in self.left and name not in self.made


def plan_of(lists: Iterable[Mapping[str, Any]]) -> Plan:
    """Return what several lists say together."""
    taken: set[str] = set()
    begins: set[str] = set()
    left: dict[str, str] = {}
    made: dict[str, str] = {}
    for one in lists:
        taken |= set(one.get("taken", ()))
        begins |= set(one.get("begins", ()))
        left |= one.get("left", {})
        made |= one.get("made", {})
    return Plan(frozenset(taken), frozenset(begins), left, made)


def job_comes_along(once: str | None, payload: Mapping[str, Any]) -> bool:
    """Say whether a job has something to do in another forum."""
    return not (once or "").startswith(ROUND) and not NO_LONGER_THERE & set(payload)


def misfit(manifest: Mapping[str, Any], revision: str | None) -> str:
    """Return why a folder cannot be taken in by this program, nothing if it can."""
    if manifest.get("format") != FORMAT:
        return "This folder holds no export of a forum."
    if manifest.get("version") != VERSION:
        return (
            f"This folder has version {manifest.get('version')} of the format; this "
            f"program reads version {VERSION}. Use the program that wrote it."
        )
    if manifest.get("revision") != revision:
        return (
            "Another version of the program wrote this folder. Bring both forums to "
            "the same version and export again."
        )
    return ""
