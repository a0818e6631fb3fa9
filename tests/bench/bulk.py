"""Writes very many rows into a database at once, the way each database likes best.

Indexes that are no constraints go first and come back at the end; what a crash in
between would cost is the whole forum, which is then made again.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol, Self

import psycopg
from psycopg import sql

Row = tuple[Any, ...]
SQLITE_FAST = (
    "journal_mode=OFF",
    "synchronous=OFF",
    "foreign_keys=OFF",
    "secure_delete=OFF",
    "cache_size=-1000000",
    "temp_store=FILE",
    "locking_mode=EXCLUSIVE",
)
OPTIONAL = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
    "AND schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)
NUMBER_ON = (
    "SELECT setval(pg_get_serial_sequence({name}, 'id'), "
    "coalesce(max(id), 0) + 1, false) FROM {table}"
)
PG_FAST = (
    "SET session_replication_role = replica",
    "SET maintenance_work_mem = '512MB'",
    "SET synchronous_commit = off",
)


class Bulk(Protocol):
    """Takes rows of tables and leaves a database as the forum knows it."""

    def moment(self, at: datetime) -> Any:
        """Return a time as this database keeps it."""

    def write(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Write rows of one table."""

    def set(self, table: str, column: str, values: Iterable[Row]) -> None:
        """Set a column of rows: values, each with the key of its row."""

    def finish(self, tables: Iterable[str]) -> None:
        """Bring back the indexes, and number on behind what was written."""


class SqliteBulk:
    """One file, nobody else at it."""

    def __init__(self, file: str, tables: Sequence[str]) -> None:
        self._own = sqlite3.connect(file, isolation_level=None)
        for pragma in SQLITE_FAST:
            self._own.execute(f"PRAGMA {pragma}")
        self._indexes = self._own.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' "
            "AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?))",
            (json.dumps(tables),),
        ).fetchall()
        self._own.execute("BEGIN")
        for name, _ in self._indexes:
            self._own.execute(f"DROP INDEX {name}")

    def moment(self, at: datetime) -> str:
        """Return a time as this database keeps it."""
        return at.replace(tzinfo=None).isoformat(" ", "microseconds")

    def write(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Write rows of one table."""
        places = ",".join("?" * len(columns))
        said = f"INSERT INTO {table} ({','.join(columns)}) VALUES ({places})"  # noqa: S608
        self._own.executemany(said, rows)

    def set(self, table: str, column: str, values: Iterable[Row]) -> None:
        """Set a column of rows: values, each with the key of its row."""
        said = f"UPDATE {table} SET {column} = ? WHERE id = ?"  # noqa: S608
        self._own.executemany(said, values)

    def finish(self, tables: Iterable[str]) -> None:  # noqa: ARG002 - numbers itself
        """Bring back the indexes, and arrange the words."""
        arrange = "INSERT INTO post_fts (post_fts, rank) VALUES ('hashsize', ?)"
        self._own.execute(arrange, (64 * 2**20,))
        self._own.execute("INSERT INTO post_fts (post_fts) VALUES ('rebuild')")
        self._own.execute(arrange, (2**20,))
        self._own.execute("DELETE FROM post_fts_config WHERE k = 'hashsize'")
        for _, made_by in self._indexes:
            self._own.execute(made_by)
        self._own.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._own.close()


class PostgresBulk:
    """A database, best of a role that may leave out its foreign keys meanwhile."""

    def __init__(self, url: str, tables: Sequence[str]) -> None:
        self._own = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        for statement in PG_FAST:
            self._own.execute(statement.encode())
        found = self._own.execute(OPTIONAL, (list(tables),)).fetchall()
        self._indexes = [(str(name), str(made_by)) for name, made_by in found]
        for name, _ in self._indexes:
            self._own.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))

    def moment(self, at: datetime) -> datetime:
        """Return a time as this database keeps it."""
        return at

    def write(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Write rows of one table."""
        said = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(",").join(map(sql.Identifier, columns))
        )
        with self._own.cursor() as cursor, cursor.copy(said) as copy:
            for row in rows:
                copy.write_row(row)

    def set(self, table: str, column: str, values: Iterable[Row]) -> None:
        """Set a column of rows: values, each with the key of its row."""
        said = sql.SQL("UPDATE {} SET {} = %s WHERE id = %s").format(
            sql.Identifier(table), sql.Identifier(column)
        )
        with self._own.cursor() as cursor:
            cursor.executemany(said, list(values))

    def finish(self, tables: Iterable[str]) -> None:
        """Bring back the indexes, and number on behind what was written."""
        for _, made_by in self._indexes:
            self._own.execute(made_by.encode())
        for name in tables:
            there = self._own.execute(
                "SELECT pg_get_serial_sequence(%s, column_name) FROM "
                "information_schema.columns WHERE table_name = %s "
                "AND column_name = 'id' AND table_schema = 'public'",
                (name, name),
            ).fetchone()
            if there and there[0]:
                number = sql.SQL(NUMBER_ON).format(
                    name=sql.Literal(name), table=sql.Identifier(name)
                )
                self._own.execute(number)
        self._own.execute("VACUUM ANALYZE")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._own.close()
