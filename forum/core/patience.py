"""Giving up on what the database takes too long to answer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from forum.core.db import db

STEPS = 20_000
"""So many steps SQLite takes between two looks at the clock: some milliseconds."""
CANCELLED = "57014"
"""What PostgreSQL says when it stopped by itself."""


class TookTooLong(Exception):
    """The database was asked for something that takes too long."""


@contextmanager
def for_at_most(span: timedelta) -> Iterator[None]:
    """Let the database work so long at what is asked inside, then `TookTooLong`.

    What was read before stays usable, and more can be asked afterwards.
    """
    is_sqlite = db.engine.dialect.name == "sqlite"
    with _on_sqlite(span) if is_sqlite else _on_postgresql(span):
        yield


@contextmanager
def _on_sqlite(span: timedelta) -> Iterator[None]:
    driver: Any = db.session.connection().connection.driver_connection
    ends = time.monotonic() + span.total_seconds()
    driver.set_progress_handler(lambda: time.monotonic() > ends, STEPS)
    try:
        yield
    except OperationalError as error:
        if "interrupted" not in str(error.orig):
            raise
        raise TookTooLong from error
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def _on_postgresql(span: timedelta) -> Iterator[None]:
    most = max(1, round(span.total_seconds() * 1000))
    try:
        # Without a savepoint nothing could be asked after a statement was stopped.
        with db.session.begin_nested():
            db.session.execute(text(f"SET LOCAL statement_timeout = {most}"))
            yield
            db.session.execute(text("SET LOCAL statement_timeout = DEFAULT"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != CANCELLED:
            raise
        raise TookTooLong from error
