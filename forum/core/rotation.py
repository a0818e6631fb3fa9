"""Sealing anew, under the newest key, what was sealed under an older one.

A few rows in each transaction, while the forum goes on: what is written meanwhile is
sealed under the newest key anyhow. It may be stopped, and begun again.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, and_, select, type_coerce, update

from forum.core.columns import EncryptedText
from forum.core.db import Base, change_rows, db, transaction
from forum.core.files import files
from forum.core.keys import Keys

AT_A_TIME = 200
SEALED = ".sealed"
"""How the names of files end that lie sealed until their post is public."""
Row = tuple[Any, ...]


def sealed_columns() -> list[Column[Any]]:
    """Return every column that is encrypted."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedText)
    ]


def under_older(keys: Keys) -> dict[str, int]:
    """Return how many values of each column, and files, an older key has sealed."""
    found = {}
    for column in sealed_columns():
        name = f"{column.table.name}.{column.name}"
        found[name] = sum(not keys.is_newest(row[0]) for row in _values(column))
    found["files"] = sum(not keys.is_newest(content) for _, content in _files())
    return {name: count for name, count in found.items() if count}


def rotate(keys: Keys) -> int:
    """Seal everything under the newest key; return how many values and files."""
    many = 0
    for column in sealed_columns():
        some: list[Row] = []
        for row in list(_values(column)):
            if not keys.is_newest(row[0]):
                some.append(row)
            if len(some) == AT_A_TIME:
                many += _sealed_anew(column, some, keys)
                some = []
        many += _sealed_anew(column, some, keys)
    for name, content in _files():
        if not keys.is_newest(content):
            files().put(name, keys.rotated(content))
            many += 1
    return many


def _values(column: Column[Any]) -> Iterator[Row]:
    """Yield the raw value of each row, and the key of the row behind it."""
    raw = type_coerce(column, LargeBinary)
    table = column.table
    assert isinstance(table, Table)  # noqa: S101 - for the types
    asked = select(raw, *table.primary_key.columns).where(column.is_not(None))
    for row in db.session.execute(asked.execution_options(yield_per=AT_A_TIME)):
        yield (bytes(row[0]), *row[1:])


def _sealed_anew(column: Column[Any], some: list[Row], keys: Keys) -> int:
    """Write some rows, but for those that changed since they were read."""
    table, many = column.table, 0
    assert isinstance(table, Table)  # noqa: S101 - for the types
    raw = type_coerce(column, LargeBinary)
    with transaction():
        for before, *key in some:
            its_own = zip(table.primary_key.columns, key, strict=True)
            here = and_(*(one == value for one, value in its_own), raw == before)
            anew = type_coerce(keys.rotated(before), LargeBinary)
            many += change_rows(update(table).where(here).values({column: anew}))
    return many


def _files() -> Iterator[tuple[str, bytes]]:
    for name, _ in files().names():
        content = files().read(name) if name.endswith(SEALED) else None
        if content is not None:
            yield name, content
