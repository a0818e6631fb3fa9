"""What is asked about the whole forum: all rows of all tables, as of one moment.

And where an address of a forum before leads.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    RowMapping,
    String,
    Table,
    collate,
    func,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from forum.boards.models import Board, Post, Thread
from forum.boards.queries.reach import readable_by
from forum.core.db import db
from forum.members.viewers import Viewer
from forum.moving.models import Arrival, OldPath

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Led:
    """What an address of before leads to: a post, else a thread."""

    thread_id: int | None
    post_id: int | None


def hold_still() -> None:
    """Have everything that is read from now on be of the same moment."""
    db.session.rollback()
    options = {} if _is_sqlite() else {"isolation_level": "REPEATABLE READ"}
    db.session.connection(execution_options=options)


def rows(table: Table, columns: Sequence[Column[Any]]) -> Iterator[RowMapping]:
    """Yield all rows of a table in the order of their keys, some at a time."""
    ordered = select(*columns).order_by(*map(_bytewise, table.primary_key))
    with db.session.execute(ordered.execution_options(yield_per=AT_A_TIME)) as found:
        yield from found.mappings()


def count(table: Table) -> int:
    """Return how many rows a table has. One query."""
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def filled(tables: Iterable[Table]) -> list[str]:
    """Return which of the tables have any row."""
    return [
        one.name
        for one in tables
        if db.session.execute(select(one).limit(1)).first() is not None
    ]


def never_reused(table: Table) -> bool:
    """Say whether a deleted row's key stays unused in this table."""
    return bool(table.dialect_options["sqlite"].get("autoincrement"))


def highest_key(table: Table) -> int:
    """Return the highest key that was ever given out in a table."""
    if _is_sqlite():
        asked = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        return db.session.execute(asked, {"name": table.name}).scalar() or 0
    name = sequence_of(table)
    if name is None:
        return 0
    last, is_used = db.session.execute(
        text(f"SELECT last_value, is_called FROM {name}")  # noqa: S608 - its own name
    ).one()
    return int(last) if is_used else 0


def sequence_of(table: Table) -> str | None:
    """Return what PostgreSQL calls that which numbers a table's rows."""
    column = table.autoincrement_column
    if column is None:
        return None
    asked = text("SELECT pg_get_serial_sequence(:name, :column)")
    given = {"name": f'"{table.name}"', "column": column.name}
    found: str | None = db.session.execute(asked, given).scalar()
    return found


def has_arrived(manifest: str) -> bool:
    """Say whether a folder was taken in already. One query."""
    known = select(Arrival.id).where(Arrival.manifest == manifest)
    return db.session.scalar(known) is not None


def led_to(keys: Sequence[str], viewer: Viewer) -> Led | None:
    """Return where the first of these addresses leads that is one. One query.

    A board that somebody may not read has no threads for them.
    """
    thread_id = func.coalesce(OldPath.thread_id, Post.thread_id)
    asked = (
        select(OldPath.key, OldPath.thread_id, OldPath.post_id)
        .outerjoin(Post, Post.id == OldPath.post_id)
        .join(Thread, Thread.id == thread_id)
        .join(Board, Board.id == Thread.board_id)
        .where(OldPath.key.in_(keys), readable_by(viewer))
    )
    try:
        found = {row.key: row for row in db.session.execute(asked)}
    except SQLAlchemyError:
        # That there is no such page can be said without the database.
        db.session.rollback()
        return None
    row = next((found[key] for key in keys if key in found), None)
    return None if row is None else Led(row.thread_id, row.post_id)


def _bytewise(column: Column[Any]) -> ColumnElement[Any]:
    """Order words by their bytes: databases do not agree about languages."""
    if isinstance(column.type, String) and not _is_sqlite():
        return collate(column, "C")
    return column.expression


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"
