"""Looking for destroyed words in everything the database keeps: the proof."""

from typing import Protocol

from sqlalchemy import JSON, ColumnElement, String, Table, Text, cast, or_, select

from forum.core.columns import SealedWords
from forum.core.db import Base, db
from forum.core.hooks import Hook
from forum.core.wording import Wording


class Leftovers(Protocol):
    """Asked for copies of words that stand in another shape than they were written."""

    def __call__(self, wording: Wording, /) -> dict[str, int]:
        """Return in how many rows of which tables some are left."""


leftovers: Hook[Leftovers] = Hook("leftovers")
OURS = __name__.partition(".")[0]


def traces(wording: Wording, package: str = "") -> dict[str, int]:
    """Return in how many rows of which tables any of the words still stand.

    Every column with readable text is looked at, of one package only if named.
    Of sealed columns only those that say so: the others hold what accounts are
    made of, and no words of posts.
    """
    found = _in_tables(wording, package)
    for name, rows in _arranged(wording, package).items():
        if rows:
            found[name] = max(found.get(name, 0), rows)
    return found


def places(wording: Wording, package: str = "") -> int:
    """Return in how many rows words still stand, as somebody would count them.

    What arranges the words of other rows counts only where those have others now.
    """
    arranged = _arranged(wording, package)
    found = _in_tables(wording, package)
    told = sum(rows for name, rows in found.items() if name not in arranged)
    return told + sum(arranged.values())


def _in_tables(wording: Wording, package: str) -> dict[str, int]:
    tables = {
        mapper.local_table: mapper.class_.__module__.partition(".")[0]
        for mapper in Base.registry.mappers
    }
    found = {
        table.name: _rows_with(wording, table) + _sealed_with(wording, table)
        for table in Base.metadata.sorted_tables
        if package in {"", tables[table]}
    }
    return {name: rows for name, rows in found.items() if rows}


def _arranged(wording: Wording, package: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for ask in leftovers if package in {"", OURS} else ():
        found |= ask(wording)
    return found


def _rows_with(wording: Wording, table: Table) -> int:
    texts: list[ColumnElement[str]] = [
        cast(column, Text)
        for column in table.columns
        if isinstance(column.type, String | JSON)
    ]
    if not texts or not wording.clues:
        return 0
    perhaps = or_(
        *(
            text.icontains(clue, autoescape=True)
            for text in texts
            for clue in wording.clues
        )
    )
    rows = db.session.execute(select(*texts).where(perhaps))
    return sum(any(wording.stands_in(text or "") for text in row) for row in rows)


def _sealed_with(wording: Wording, table: Table) -> int:
    sealed = [one for one in table.columns if isinstance(one.type, SealedWords)]
    if not sealed or not wording.clues:
        return 0
    rows = db.session.execute(select(*sealed))
    return sum(any(wording.stands_in(text or "") for text in row) for row in rows)
