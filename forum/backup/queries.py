"""How each database is copied as of one moment, and put back: by its own means."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from forum.backup.rules import Unusable

NO_PROGRAM = (
    "The program {} of PostgreSQL is not installed here. Install the client of the "
    "server's version (Debian: postgresql-client)."
)
AWAY = "The database cannot be asked. Check FORUM_DATABASE_URL."
FAILED = (
    "{} did not do it. It has to be of the server's version or a newer one, and needs "
    "room on the disk; run it by hand to see what it says."
)
NOT_COPIED = "The database could not be copied ({}). Is there room on the disk?"
NOT_SOUND = "The database in the backup is damaged ({}). Take another one."
TAKEN = "There is a database with a forum already. Restore into an empty one."
NO_ROOM = (
    "The backup was read and is whole, but this role may not create a database to try "
    "it in: ALTER ROLE ... CREATEDB, or verify with FORUM_DATABASE_URL of one that may."
)


class Database(Protocol):
    """One kind of database."""

    def copy(self, to: Path) -> dict[str, int]:
        """Write it into a file as of one moment; return the rows of each table."""

    def look_into(self, copy: Path) -> dict[str, int]:
        """Try out such a file beside the forum; return the rows of each table."""

    def require_empty(self) -> None:
        """Refuse where a forum is already."""

    def put_back(self, copy: Path) -> None:
        """Make the database of such a file; it is whole or not there at all."""


def database_at(url: URL) -> Database:
    """Return the database at an address."""
    if url.get_backend_name() == "sqlite":
        return SqliteFile(Path(url.database or ""))
    return Postgres(url)


class SqliteFile:
    """A file on this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def copy(self, to: Path) -> dict[str, int]:
        """Copy it page by page while others write; they wait for nothing."""
        address = f"file:{quote(str(self._path))}?mode=ro"
        try:
            with (
                closing(sqlite3.connect(address, uri=True)) as source,
                closing(sqlite3.connect(to)) as target,
            ):
                source.backup(target)
                # One file, without the journal that stands beside it.
                target.execute("PRAGMA journal_mode=DELETE")
            return self._counted(to)
        except sqlite3.Error as error:
            raise Unusable(NOT_COPIED.format(type(error).__name__)) from None

    def look_into(self, copy: Path) -> dict[str, int]:
        """Go through all pages of the copy, and count."""
        try:
            with closing(sqlite3.connect(copy)) as opened:
                said = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
                strays = opened.execute("PRAGMA foreign_key_check").fetchone()
            counted = self._counted(copy)
        except sqlite3.DatabaseError as error:
            raise Unusable(NOT_SOUND.format(type(error).__name__)) from None
        if said != "ok" or strays:
            raise Unusable(NOT_SOUND.format("its check fails"))
        return counted

    def require_empty(self) -> None:
        """Refuse where a file is."""
        if self._path.exists():
            raise Unusable(f"{TAKEN} Move {self._path} away, or set FORUM_HOME.")

    def put_back(self, copy: Path) -> None:
        """Move the file to its place, which is on the same disk."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        copy.replace(self._path)

    @staticmethod
    def _counted(path: Path) -> dict[str, int]:
        names = (
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'post_fts%'"
        )
        with closing(sqlite3.connect(path)) as opened:
            tables = [name for (name,) in opened.execute(names)]
            return {
                name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - a name of our own
                for name in sorted(tables)
            }


class Postgres:
    """A server; its own programs copy it."""

    def __init__(self, url: URL) -> None:
        self._url = url

    def copy(self, to: Path) -> dict[str, int]:
        """Copy it as one transaction sees it, which the counts see too."""
        with self._asking(self._url) as own:
            own.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            row = own.execute("SELECT pg_export_snapshot()").fetchone()
            seen = str(row[0]) if row else ""
            try:
                self._run(
                    "pg_dump",
                    *("--format=custom", "--compress=0"),
                    *("--no-owner", "--no-privileges"),
                    *(f"--snapshot={seen}", f"--file={to}"),
                )
            except subprocess.CalledProcessError:
                raise Unusable(FAILED.format("pg_dump")) from None
            return self._counted(own)

    def look_into(self, copy: Path) -> dict[str, int]:
        """Put the copy into a database of its own, count there, and drop that."""
        name = f"{self._url.database}_verify_{os.getpid()}"
        scratch = Postgres(self._url.set(database=name))
        named = sql.Identifier(name)
        with self._asking(self._url) as own:
            try:
                own.execute(sql.SQL("CREATE DATABASE {}").format(named))
            except psycopg.errors.InsufficientPrivilege:
                raise Unusable(NO_ROOM) from None
            try:
                scratch.put_back(copy)
                with self._asking(scratch._url) as other:
                    return self._counted(other)
            finally:
                own.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named))

    def require_empty(self) -> None:
        """Refuse where any table is."""
        with self._asking(self._url) as own:
            if self._tables(own):
                raise Unusable(TAKEN)

    def put_back(self, copy: Path) -> None:
        """Have it made in one transaction."""
        try:
            self._run(
                "pg_restore",
                *("--exit-on-error", "--single-transaction"),
                *("--no-owner", "--no-privileges", f"--dbname={self._url.database}"),
                str(copy),
            )
        except subprocess.CalledProcessError:
            raise Unusable(NOT_SOUND.format("pg_restore refuses it")) from None

    def _run(self, program: str, *words: str) -> None:
        if shutil.which(program) is None:
            raise Unusable(NO_PROGRAM.format(program))
        # Not among the words: other users of the machine see those.
        told = {
            "PGHOST": self._url.host or self._url.query.get("host", ""),
            "PGPORT": str(self._url.port or ""),
            "PGUSER": self._url.username or "",
            "PGPASSWORD": str(self._url.password or ""),
            "PGDATABASE": self._url.database or "",
            "PGSSLMODE": self._url.query.get("sslmode", ""),
            "PGSSLROOTCERT": self._url.query.get("sslrootcert", ""),
        }
        given = {name: str(value) for name, value in told.items() if value}
        subprocess.run(  # noqa: S603 - our own words
            [program, *words],
            env=os.environ | given,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # it names rows of members
        )

    def _counted(self, own: "psycopg.Connection[tuple[object, ...]]") -> dict[str, int]:
        counts = {}
        for name in self._tables(own):
            count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
            row = own.execute(count).fetchone()
            counts[name] = int(str(row[0])) if row else 0
        return counts

    @staticmethod
    def _tables(own: "psycopg.Connection[tuple[object, ...]]") -> list[str]:
        rows = own.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        )
        return [str(name) for (name,) in rows]

    @staticmethod
    @contextmanager
    def _asking(url: URL) -> "Iterator[psycopg.Connection[tuple[object, ...]]]":
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            opened = psycopg.connect(plain, autocommit=True)
        except psycopg.OperationalError:
            raise Unusable(AWAY) from None
        with closing(opened) as own:
            yield own
