"""Counts that are kept on rows: whether they are right, and what makes them right.

Pages show them instead of counting. Each package names its own; `soltrex-forum counters
check` compares them with what they count.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select

from forum.core.db import Base, db, locked

AT_A_TIME = 1_000


def _nobody(row: Any) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class KeptCount:
    """A column that keeps how many there are of something, and how to count them."""

    model: type[Base]
    column: ColumnElement[int]
    truth: ScalarSelect[Any]
    """Counts them for one row of the model."""
    hold: Callable[[int], Any] | None = None
    """Holds a row as everybody does who counts on; by default the row alone."""
    note: Callable[[Any], None] = _nobody
    """Notes on a row that it does not show what it showed."""

    @property
    def name(self) -> str:
        """The name of the column."""
        return str(self.column.key)

    @property
    def key(self) -> ColumnElement[int]:
        """The key of its rows."""
        (key,) = self.model.__mapper__.primary_key
        return key


@dataclass(frozen=True, slots=True)
class WrongCount:
    """A row whose count is not what a recount says."""

    count: KeptCount
    key: int
    kept: int
    truth: int

    def __str__(self) -> str:
        place = f"{self.count.model.__tablename__} {self.key}"
        return f"{place}: {self.count.name} is {self.kept}, counted {self.truth}"


def wrong_next(count: KeptCount, after: int) -> tuple[int | None, list[WrongCount]]:
    """Recount some rows behind a key; return the last key and what is wrong.

    Two queries. Rows that are written meanwhile are as they were or as they are.
    """
    behind = select(count.key).where(count.key > after).order_by(count.key)
    keys = db.session.scalars(behind.limit(AT_A_TIME)).all()
    if not keys:
        return None, []
    rows = db.session.execute(
        select(count.key, count.column, count.truth)
        .where(count.key.between(keys[0], keys[-1]))
        .where(count.column != count.truth)
        .order_by(count.key)
    )
    return keys[-1], [WrongCount(count, *row) for row in rows]


def mend(count: KeptCount, keys: Iterable[int]) -> int:
    """Count anew for some rows while nobody else can; return how many were wrong."""
    mended = 0
    for key in keys:
        row = count.hold(key) if count.hold else locked(count.model, key)
        truth = db.session.scalar(select(count.truth).where(count.key == key)) or 0
        if getattr(row, count.name) != truth:
            setattr(row, count.name, truth)
            count.note(row)
            mended += 1
    return mended
