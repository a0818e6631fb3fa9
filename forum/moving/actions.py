"""What is done to an empty forum that takes another one in, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Table, bindparam, delete, func, insert, select, text

from forum.core.db import db
from forum.moving import queries
from forum.moving.models import Arrival


def clear(tables: Iterable[Table]) -> None:
    """Empty tables that a new forum has something in already."""
    for table in tables:
        db.session.execute(delete(table))


def add(table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows into a table as they are."""
    if rows:
        given = {
            one.name: bindparam(
                f"v_{one.name}",
                # Nothing at all, and not the word that JSON has for it.
                type_=JSON(none_as_null=True)
                if isinstance(one.type, JSON) and one.nullable
                else one.type,
            )
            for one in table.columns
            if one.name in rows[0]
        }
        bound = [{f"v_{key}": value for key, value in row.items()} for row in rows]
        db.session.execute(insert(table).values(given), bound)


def number_on(table: Table, highest: int | None) -> None:
    """See to it that the next row's key is one that no row ever had."""
    if db.engine.dialect.name == "sqlite":
        if highest is not None:
            name = {"name": table.name}
            gone = text("DELETE FROM sqlite_sequence WHERE name = :name")
            db.session.execute(gone, name)
            new = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)")
            db.session.execute(new, {**name, "seq": highest})
        return
    sequence = queries.sequence_of(table)
    if sequence is None:
        return
    if highest is None:
        highest = db.session.scalar(select(func.max(table.autoincrement_column))) or 0
    db.session.execute(
        text("SELECT setval(CAST(:name AS regclass), :last, :used)"),
        {"name": sequence, "last": max(highest, 1), "used": highest > 0},
    )


def note_arrival(manifest: str, now: datetime) -> None:
    """Remember which folder was taken in."""
    db.session.add(Arrival(manifest=manifest, arrived_at=now))
    db.session.flush()
