"""A database of PostgreSQL: copied and put back by the programs of its client.

Its driver is imported where it is used: it is installed only for whoever has one.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import URL

from forum.backup.rules import NOT_SOUND, TAKEN, Unusable

if TYPE_CHECKING:
    import psycopg

NO_PROGRAM = (
    "The program {} of PostgreSQL is not installed here. Install the client of the "
    "server's version (Debian: postgresql-client)."
)
AWAY = "The database cannot be asked. Check FORUM_DATABASE_URL."
FAILED = (
    "{} did not do it. It has to be of the server's version or a newer one, and needs "
    "room on the disk; run it by hand to see what it says."
)
NO_ROOM = (
    "The backup was read and is whole, but this role may not create a database to try "
    "it in: ALTER ROLE ... CREATEDB, or verify with FORUM_DATABASE_URL of one that may."
)


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
        from psycopg import errors, sql  # noqa: PLC0415

        name = f"{self._url.database}_verify_{os.getpid()}"
        scratch = Postgres(self._url.set(database=name))
        named = sql.Identifier(name)
        with self._asking(self._url) as own:
            try:
                own.execute(sql.SQL("CREATE DATABASE {}").format(named))
            except errors.InsufficientPrivilege:
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
        from psycopg import sql  # noqa: PLC0415

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
        import psycopg  # noqa: PLC0415

        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            opened = psycopg.connect(plain, autocommit=True)
        except psycopg.OperationalError:
            raise Unusable(AWAY) from None
        with closing(opened) as own:
            yield own
