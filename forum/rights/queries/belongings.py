"""Which rows of which tables belong to a member, read from the declarations."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Column, ColumnElement, Table, func, or_, select

from forum.core.db import Base, db
from forum.core.personal import KEY, OnErase, Privacy

MEMBER = "member"


def owned(member_id: int) -> dict[Table, ColumnElement[bool]]:
    """Return the tables whose rows exist for one member, parents first.

    What hangs on such a row belongs to it, however many steps away.
    """
    found: dict[Table, ColumnElement[bool]] = {}
    for table in Base.metadata.sorted_tables:
        conditions = list(_conditions(table, member_id, found))
        if conditions and table.name != MEMBER:
            found[table] = or_(*conditions)
    return found


def rows_of(member_id: int) -> Counter[str]:
    """Return how many rows of which tables exist for one member."""
    counts = {
        table.name: select(func.count()).select_from(table).where(theirs)
        for table, theirs in owned(member_id).items()
    }
    return +Counter({name: db.session.scalar(one) for name, one in counts.items()})


def keys_to_member(on_erase: OnErase) -> list[Column[object]]:
    """Return the columns that point at a member and meet this end."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if _points_at_member(column) and _privacy(column, on_erase)
    ]


def _conditions(
    table: Table, member_id: int, found: dict[Table, ColumnElement[bool]]
) -> Iterator[ColumnElement[bool]]:
    for column in table.columns:
        if not _privacy(column, OnErase.ERASE, or_none=True):
            continue
        for key in column.foreign_keys:
            parent = key.column.table
            if parent.name == MEMBER:
                yield column == member_id
            elif parent in found:
                yield column.in_(select(key.column).where(found[parent]))


def _points_at_member(column: Column[object]) -> bool:
    return any(key.column.table.name == MEMBER for key in column.foreign_keys)


def _privacy(column: Column[object], wanted: OnErase, *, or_none: bool = False) -> bool:
    privacy: Privacy | None = column.info.get(KEY)
    return or_none if privacy is None else privacy.on_erase is wanted
