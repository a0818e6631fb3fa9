"""Reading marks, before each page that is kept: as cheaply as the database allows.

SQLite tells without a query whether any other connection wrote since the last look,
so that most looks read nothing. PostgreSQL answers one prepared query by key.
"""

import os
import sqlite3
import threading
from collections.abc import Collection
from typing import Any, Protocol

from flask import Flask, current_app
from sqlalchemy import Engine, event

from forum.core.db import db

LITE = "SELECT scope, mark FROM page_version WHERE scope IN ({})"
LARGE = "SELECT scope, mark FROM page_version WHERE scope = ANY(%s)"
NEVER = 0
"""The mark of a scope that was never moved."""
Marks = dict[str, int]


class Lookout(Protocol):
    """Reads marks over a connection of its own, which all threads share."""

    def marks(self, scopes: Collection[str], /) -> Marks:
        """Return the marks of some scopes as they are at one moment."""

    def close(self) -> None:
        """Let go of the connection; the next look opens another one."""


class LiteLookout:
    """Reads marks of an SQLite file, and remembers them until anybody writes."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._one_at_a_time = threading.Lock()
        self._opened: sqlite3.Connection | None = None
        self._owner = 0
        self._written = -1
        self._known: Marks = {}

    def marks(self, scopes: Collection[str], /) -> Marks:
        """Return the marks of some scopes as they are at one moment."""
        with self._one_at_a_time:
            connection = self._connection()
            self._mind_writers(connection)
            missing = [one for one in scopes if one not in self._known]
            if missing:
                self._read(connection, scopes)
            return {one: self._known[one] for one in scopes}

    def close(self) -> None:
        """Let go of the connection; the next look opens another one."""
        with self._one_at_a_time:
            if self._opened is not None and self._owner == os.getpid():
                self._opened.close()
            self._opened = None

    def _read(self, connection: sqlite3.Connection, scopes: Collection[str]) -> None:
        """Read within one snapshot: what is remembered must be of the same moment."""
        connection.execute("BEGIN")
        try:
            self._mind_writers(connection)
            missing = [one for one in scopes if one not in self._known]
            asked = LITE.format(", ".join("?" * len(missing)))
            self._known |= dict.fromkeys(missing, NEVER)
            self._known |= dict(connection.execute(asked, missing).fetchall())
        finally:
            connection.execute("COMMIT")

    def _mind_writers(self, connection: sqlite3.Connection) -> None:
        (written,) = connection.execute("PRAGMA data_version").fetchone()
        if written != self._written:
            self._written = written
            self._known.clear()

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None or self._owner != os.getpid():
            self._opened = sqlite3.connect(
                self._path, isolation_level=None, timeout=10, check_same_thread=False
            )
            self._opened.execute("PRAGMA query_only=ON")
            self._owner, self._written = os.getpid(), -1
            self._known.clear()
        return self._opened


class LargeLookout:
    """Reads marks of a PostgreSQL database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._one_at_a_time = threading.Lock()
        self._opened: Any = None
        self._owner = 0

    def marks(self, scopes: Collection[str], /) -> Marks:
        """Return the marks of some scopes as they are at one moment."""
        with self._one_at_a_time:
            try:
                rows = self._asked(scopes)
            except self._engine.dialect.loaded_dbapi.Error:
                self._drop()  # the server went away meanwhile; it may be back
                rows = self._asked(scopes)
        return dict.fromkeys(scopes, NEVER) | dict(rows)

    def close(self) -> None:
        """Let go of the connection; the next look opens another one."""
        with self._one_at_a_time:
            self._drop()

    def _asked(self, scopes: Collection[str]) -> list[tuple[str, int]]:
        if self._opened is None or self._owner != os.getpid():
            dialect = self._engine.dialect
            given, named = dialect.create_connect_args(self._engine.url)
            self._opened = dialect.loaded_dbapi.connect(
                *given, **named, autocommit=True
            )
            self._owner = os.getpid()
        rows: list[tuple[str, int]] = self._opened.execute(
            LARGE, (list(scopes),)
        ).fetchall()
        return rows

    def _drop(self) -> None:
        if self._opened is not None and self._owner == os.getpid():
            self._opened.close()
        self._opened = None


def watch_database(app: Flask) -> None:
    """Give an application its lookout.

    Whoever lets go of the database may go on with another one: nothing is remembered.
    """
    with app.app_context():
        engine = db.engine
    lookout: Lookout
    if engine.dialect.name == "sqlite":
        lookout = LiteLookout(str(engine.url.database))
    else:
        lookout = LargeLookout(engine)
    app.extensions["lookout"] = lookout

    def forget(_engine: Engine) -> None:
        lookout.close()
        app.extensions["pages"].clear()

    event.listen(engine, "engine_disposed", forget)


def lookout_of(app: Flask | None = None) -> Lookout:
    """Return the lookout of an application."""
    found: Lookout = (app or current_app).extensions["lookout"]
    return found
