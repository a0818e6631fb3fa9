"""An SQLite file: copied page by page, put back by a move."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from forum.backup.rules import NOT_SOUND, TAKEN, Unusable

NOT_COPIED = "The database could not be copied ({}). Is there room on the disk?"


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
