"""Seeing to it that destroyed words are gone from the database's files too."""

import sqlite3
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import JSON, String

from forum.core.columns import EncryptedText
from forum.core.db import Base, db
from forum.core.hooks import Hook
from forum.core.jobs import Payload, enqueue, job

FORGET = "forget"
WORDS = (String, JSON, EncryptedText)
"""Columns in which words can stand, readable or sealed."""


class Clears(Protocol):
    """Asked to overwrite what it keeps beside the tables and was to forget."""

    def __call__(self, now: datetime, /) -> None:
        """Do it, in transactions of its own."""


clearing: Hook[Clears] = Hook("clearing")


class StillRead(Exception):
    """Somebody reads an older state; the log cannot be cut off yet."""


def forget_soon(now: datetime) -> None:
    """Have the write-ahead log emptied once this transaction is through."""
    # A name of its own: one that runs already may have looked too early.
    enqueue(FORGET, {}, now, once=f"{FORGET} {now.isoformat()}")


@job(FORGET)
def forget(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Clear away what the database keeps of rows that were overwritten.

    SQLite's log is moved into the file, where `secure_delete` has blanked what is
    gone. PostgreSQL drops the row versions that still held it.
    """
    for clear in clearing:
        clear(now)
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        if isinstance(connection.driver_connection, sqlite3.Connection):
            _empty_log(connection.driver_connection)
        else:
            _vacuum(connection.driver_connection)
    finally:
        connection.close()


def _empty_log(connection: sqlite3.Connection) -> None:
    row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if row[0]:
        raise StillRead


def _vacuum(connection: Any) -> None:
    """Vacuum the tables with words in them; outside of any transaction."""
    before = connection.autocommit
    connection.autocommit = True
    try:
        for table in Base.metadata.sorted_tables:
            if any(isinstance(column.type, WORDS) for column in table.columns):
                connection.execute(f'VACUUM "{table.name}"')
    finally:
        connection.autocommit = before
