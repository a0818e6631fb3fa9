"""Seeing to it that destroyed words are gone from the database's files too."""

import sqlite3
from datetime import datetime

from forum.core.db import db
from forum.core.jobs import Payload, enqueue, job


class StillRead(Exception):
    """Somebody reads an older state; the log cannot be cut off yet."""


def forget_soon(now: datetime) -> None:
    """Have the write-ahead log emptied once this transaction is through."""
    # A name of its own: one that runs already may have looked too early.
    enqueue("forget", {}, now, once=f"forget {now.isoformat()}")


@job("forget")
def forget(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Move the log into the file, where `secure_delete` has blanked what is gone.

    PostgreSQL keeps no readable log of that kind beside its tables; there a
    vacuum of the tables that held the words is left to autovacuum.
    """
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        if isinstance(connection.driver_connection, sqlite3.Connection):
            row = connection.driver_connection.execute(
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchone()
            if row[0]:
                raise StillRead
    finally:
        connection.close()
