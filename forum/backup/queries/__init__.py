"""How each database is copied as of one moment, and put back: by its own means."""

from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import URL

from forum.backup.queries.postgres import Postgres
from forum.backup.queries.sqlite import SqliteFile


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
