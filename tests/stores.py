"""The databases of tests: each can go back to how it was before any test."""

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from forum.core.db import db

CATALOGS = (
    "pg_attrdef",
    "pg_attribute",
    "pg_class",
    "pg_constraint",
    "pg_index",
    "pg_namespace",
    "pg_proc",
    "pg_trigger",
    "pg_type",
)
CHANGED_SINCE = " UNION ALL ".join(
    f"SELECT count(*), max(xmin::text::bigint) FROM {name}"  # noqa: S608 - from above
    for name in CATALOGS
)
"""How many things there are of a kind, and which transaction made the newest."""
AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND state IS DISTINCT FROM 'idle'
AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
WITH_PAGES = """
SELECT relname FROM pg_class WHERE relkind = 'r'
AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
NUMBERED = """
SELECT seqrelid, coalesce(pg_sequence_last_value(seqrelid), seqstart),
pg_sequence_last_value(seqrelid) IS NOT NULL FROM pg_sequence
"""
# Triggers and foreign keys do not count here, nor does waiting for anybody.
QUICKLY = "SET session_replication_role = replica; SET lock_timeout = '2s'"


class SqliteStore:
    """A file, and a copy of it from before any test."""

    def __init__(self, home: Path) -> None:
        self._file = home / "forum.sqlite3"
        self._fresh = home / "fresh.sqlite3"
        self.url = ""

    def keep(self) -> None:
        """Keep the present state as the one each test begins with."""
        self._keep_in(self._fresh)

    def renew(self) -> None:
        """Go back to the state that was kept."""
        self._take_from(self._fresh)

    def keep_as(self, name: str) -> None:
        """Keep the present state under a name."""
        self._keep_in(self._named(name))

    def go_to(self, name: str) -> None:
        """Go to the state that was kept under a name."""
        self._take_from(self._named(name))

    @contextmanager
    def copied(self, home: Path) -> Iterator[str]:
        """Put what was kept into another home; yield the address there."""
        shutil.copy(self._fresh, home / self._file.name)
        yield self.url

    def close(self) -> None:
        """Let go of the database."""
        db.session.remove()
        db.engine.dispose()

    def _named(self, name: str) -> Path:
        """Return a file beside the home, in which tests search for words."""
        return self._file.parent.with_name(f"{self._file.parent.name} {name}.sqlite3")

    def _keep_in(self, copy: Path) -> None:
        db.session.remove()
        connection = db.engine.raw_connection()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        db.engine.dispose()
        shutil.copy(self._file, copy)

    def _take_from(self, copy: Path) -> None:
        db.session.remove()
        db.engine.dispose()
        # By SQLite itself: a test may have left another connection to the file open,
        # which a file written over it would bring into disorder for all that follow.
        with closing(sqlite3.connect(copy)) as kept, closing(self._opened()) as file:
            kept.backup(file)

    def _opened(self) -> sqlite3.Connection:
        """Open the file, in haste: after a crash no test would go on with it."""
        file = sqlite3.connect(self._file)
        file.execute("PRAGMA synchronous = OFF")
        return file


class PostgresStore:
    """A database, what it held before any test, and a template of it.

    Emptying its tables is far quicker than copying the template. The template is
    for a test that changed more than rows, or left something running.
    """

    def __init__(self, server: str) -> None:
        self._server = server.replace("+psycopg", "")
        self._name = f"forum_{uuid.uuid4().hex}"
        self._ask(f"CREATE DATABASE {self._name}")
        self.url = f"{server}/{self._name}"

    def keep(self) -> None:
        """Keep the present state as the one each test begins with."""
        db.session.remove()
        db.engine.dispose()
        self._ask(f"CREATE DATABASE {self._name}_fresh TEMPLATE {self._name}")
        self._attend()
        self._rows = {name: self._copied(name) for name in self._with_pages()}
        numbers = self._own.execute(NUMBERED).fetchall()
        each = (f"setval({key}, {last}, {called})" for key, last, called in numbers)
        self._renumber = f"SELECT {', '.join(each)}"

    def renew(self) -> None:
        """Go back to the state that was kept."""
        try:
            if self._only_rows_changed():
                self._put_rows_back()
                return
        except psycopg.Error:
            pass
        self.go_to("fresh")

    def keep_as(self, name: str) -> None:
        """Keep the present state under a name."""
        db.session.remove()
        db.engine.dispose()
        self._own.close()
        self._ask(f"CREATE DATABASE {self._name}_{name} TEMPLATE {self._name}")
        self._attend()

    def go_to(self, name: str) -> None:
        """Go to the state that was kept under a name."""
        db.session.remove()
        db.engine.dispose()
        self._own.close()
        self._ask(f"DROP DATABASE {self._name} WITH (FORCE)")
        self._ask(f"CREATE DATABASE {self._name} TEMPLATE {self._name}_{name}")
        self._attend()

    @contextmanager
    def copied(self, _home: Path) -> Iterator[str]:
        """Put what was kept into another database; yield its address."""
        name = f"copy_{uuid.uuid4().hex}"
        self._ask(f"CREATE DATABASE {name} TEMPLATE {self._name}_fresh")
        yield f"{self.url.rpartition('/')[0]}/{name}"
        self._ask(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the database."""
        db.session.remove()
        db.engine.dispose()
        self._own.close()

    def _attend(self) -> None:
        self._own = psycopg.connect(f"{self._server}/{self._name}", autocommit=True)
        self._own.execute(QUICKLY)
        self._catalogs = self._own.execute(CHANGED_SINCE).fetchall()

    def _only_rows_changed(self) -> bool:
        if self._own.execute(AT_WORK).fetchone() != (0,):
            return False
        return self._own.execute(CHANGED_SINCE).fetchall() == self._catalogs

    def _put_rows_back(self) -> None:
        changed = [sql.Identifier(name) for name in self._with_pages()]
        gone = (sql.SQL("DELETE FROM {}").format(table) for table in changed)
        self._own.execute(sql.SQL("; ").join(gone))
        # Leaves files without pages: rows come in the order they are written in.
        tidy = sql.SQL("VACUUM (TRUNCATE, INDEX_CLEANUP ON) {}")
        self._own.execute(tidy.format(sql.SQL(", ").join(changed)))
        for name, rows in self._rows.items():
            back = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
            with self._own.cursor() as cursor, cursor.copy(back) as copy:
                copy.write(rows)
        self._own.execute(self._renumber.encode())

    def _with_pages(self) -> list[str]:
        return [name for (name,) in self._own.execute(WITH_PAGES).fetchall()]

    def _copied(self, name: str) -> bytes:
        out = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))
        with self._own.cursor() as cursor, cursor.copy(out) as copy:
            return b"".join(bytes(part) for part in copy)

    def _ask(self, statement: str) -> None:
        with psycopg.connect(f"{self._server}/postgres", autocommit=True) as server:
            server.execute(statement.encode())


Store = SqliteStore | PostgresStore
