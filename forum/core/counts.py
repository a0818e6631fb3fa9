"""Counts of how often, in a small SQLite file that the processes of one machine share.

Losing it loses nothing but counts.
"""

import contextlib
import secrets
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from limits.storage import Storage

ROTATES_AFTER = 24 * 3600
SCHEMA = """
CREATE TABLE IF NOT EXISTS hits
  (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS rotation
  (only INTEGER PRIMARY KEY CHECK (only = 1), key BLOB NOT NULL, expires REAL NOT NULL);
"""


class Meanwhile:
    """Counts and a key of one process, while the file cannot be written."""

    def __init__(self) -> None:
        self.key = secrets.token_bytes(32)
        self._hits: dict[str, tuple[int, float]] = {}

    def incr(self, key: str, expiry: int, amount: int) -> int:
        """Count and return the count."""
        now = time.time()
        count, until = self._hits.get(key, (0, 0.0))
        if until < now:
            count, until = 0, now + expiry
        self._hits[key] = count + amount, until
        return count + amount

    def standing(self, key: str) -> tuple[int, float]:
        """Return the count of a window that is not over, and when it will be."""
        now = time.time()
        count, until = self._hits.get(key, (0, now))
        return (count, until) if until >= now else (0, now)


class CountsFile(Storage):
    """Counts in a file that the processes of one machine share."""

    STORAGE_SCHEME = ["counts"]  # noqa: RUF012 - read by limits

    def __init__(self, uri: str, **options: Any) -> None:
        super().__init__(uri, **options)
        self._path = Path(uri.partition("://")[2])
        self._one_at_a_time = threading.Lock()
        self._opened: sqlite3.Connection | None = None
        self._meanwhile: Meanwhile | None = None
        """On a full disk people read on, and no limit is without a count."""

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong below."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count and return the count; a window that is over starts anew."""
        try:
            count = self._incr(key, expiry, amount)
        except sqlite3.OperationalError:
            self._meanwhile = self._meanwhile or Meanwhile()
            return self._meanwhile.incr(key, expiry, amount)
        self._meanwhile = None
        return count

    def _incr(self, key: str, expiry: int, amount: int) -> int:
        now = time.time()
        (count,) = self._ask(
            "INSERT INTO hits VALUES (:key, :amount, :until) "
            "ON CONFLICT (key) DO UPDATE SET "
            "count = CASE WHEN expires < :now THEN :amount ELSE count + :amount END, "
            "expires = CASE WHEN expires < :now THEN :until ELSE expires END "
            "RETURNING count",
            key=key,
            amount=amount,
            now=now,
            until=now + expiry,
        )[0]
        return int(count)

    def get(self, key: str) -> int:
        """Return the count of a window that is not over."""
        return self.standing(key)[0]

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, as seconds since the epoch."""
        return self.standing(key)[1]

    def check(self) -> bool:
        """Say whether the file can be read."""
        return self._ask("SELECT 1") == [(1,)]

    def reset(self) -> int | None:
        """Forget all counts."""
        return len(self._ask("DELETE FROM hits RETURNING key"))

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._ask("DELETE FROM hits WHERE key = :key", key=key)

    def standing(self, key: str) -> tuple[int, float]:
        """Return the count of a window that is not over, and when it will be."""
        if self._meanwhile is not None:
            return self._meanwhile.standing(key)
        now = time.time()
        rows = self._ask(
            "SELECT count, expires FROM hits WHERE key = :key AND expires >= :now",
            key=key,
            now=now,
        )
        return (int(rows[0][0]), float(rows[0][1])) if rows else (0, now)

    def rotating_key(self) -> bytes:
        """Return the day's key; yesterday's is overwritten, with all it hid."""
        try:
            return self._rotated()
        except sqlite3.OperationalError:  # yesterday's hides nothing any more
            self._meanwhile = self._meanwhile or Meanwhile()
            return self._meanwhile.key

    def _rotated(self) -> bytes:
        now = time.time()
        self._forget_hits(now)
        is_new = self._ask(
            "INSERT INTO rotation VALUES (1, :key, :until) ON CONFLICT (only) "
            "DO UPDATE SET key = :key, expires = :until WHERE expires < :now "
            "RETURNING only",
            key=secrets.token_bytes(32),
            until=now + ROTATES_AFTER,
            now=now,
        )
        if is_new:  # the log beside the file still has the one before
            self._ask("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.rotation()[0]

    def rotation(self) -> tuple[bytes, float]:
        """Return the key that stands in the file, and when it is over."""
        key, expires = self._ask("SELECT key, expires FROM rotation")[0]
        return bytes(key), float(expires)

    def adopt(self, key: bytes, until: float) -> None:
        """Go on with a key that others agreed on; the one here is overwritten."""
        taken = "UPDATE rotation SET key = :key, expires = :until"
        with contextlib.suppress(sqlite3.OperationalError):
            self._ask(taken, key=key, until=until)
            self._ask("PRAGMA wal_checkpoint(TRUNCATE)")

    def forget_past(self) -> int:
        """Delete counts of windows that are over, and a key that is too old."""
        gone = self._forget_hits(time.time())
        self.rotating_key()
        return gone

    def _forget_hits(self, now: float) -> int:
        gone = "DELETE FROM hits WHERE expires < :now RETURNING key"
        return len(self._ask(gone, now=now))

    def close(self) -> None:
        """Let go of the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _ask(self, sql: str, **values: Any) -> list[Any]:
        with self._one_at_a_time:
            if self._opened is None:
                self._opened = self._open()
            return self._opened.execute(sql, values).fetchall()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self._path, isolation_level=None, timeout=10, check_same_thread=False
        )
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(SCHEMA)
        return connection
