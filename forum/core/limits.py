"""Limits on how often: counted by keyed hashes that are soon forgotten.

Without Valkey the counts live in a small SQLite file of their own that all
processes of one machine share. Losing it loses nothing but counts.
"""

import hashlib
import hmac
import secrets
import sqlite3
import threading
import time
from datetime import datetime
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse
from limits.storage import Storage

from forum.core.retention import kept

ROTATES_AFTER = 24 * 3600
SCHEMA = """
CREATE TABLE IF NOT EXISTS hits
  (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS rotation
  (only INTEGER PRIMARY KEY CHECK (only = 1), key BLOB NOT NULL, expires REAL NOT NULL);
"""


class CountsFile(Storage):
    """Counts in a file that the processes of one machine share."""

    STORAGE_SCHEME = ["counts"]  # noqa: RUF012 - read by limits

    def __init__(self, uri: str, **options: Any) -> None:
        super().__init__(uri, **options)
        self._path = Path(uri.partition("://")[2])
        self._one_at_a_time = threading.Lock()
        self._opened: sqlite3.Connection | None = None

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong below."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count and return the count; a window that is over starts anew."""
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
        rows = self._standing(key)
        return int(rows[0][0]) if rows else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, as seconds since the epoch."""
        rows = self._standing(key)
        return float(rows[0][1]) if rows else time.time()

    def check(self) -> bool:
        """Say whether the file can be read."""
        return self._ask("SELECT 1") == [(1,)]

    def reset(self) -> int | None:
        """Forget all counts."""
        return len(self._ask("DELETE FROM hits RETURNING key"))

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._ask("DELETE FROM hits WHERE key = :key", key=key)

    def rotating_key(self) -> bytes:
        """Return the day's key; yesterday's is overwritten, with all it hid."""
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
        return bytes(self._ask("SELECT key FROM rotation")[0][0])

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

    def _standing(self, key: str) -> list[Any]:
        return self._ask(
            "SELECT count, expires FROM hits WHERE key = :key AND expires >= :now",
            key=key,
            now=time.time(),
        )

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


def network_key() -> str:
    """Return a hash of the asking network that no later day can recompute."""
    address = ip_address(request.remote_addr or "127.0.0.1")
    prefix = 24 if address.version == 4 else 48  # noqa: PLR2004 - IP version
    network = ip_network((address, prefix), strict=False)
    return _hashed(str(network))


def spent(limit: str, subject: str) -> int:
    """Return the seconds to wait if a subject's limit is used up, else 0."""
    counter, item = limiter.limiter, parse(limit)
    if counter.test(item, _hashed(subject)):
        return 0
    ends = counter.get_window_stats(item, _hashed(subject)).reset_time
    return max(1, round(ends - time.time()))


def used(limit: str, subject: str) -> int:
    """Return how many were counted against a subject's limit so far."""
    item = parse(limit)
    window = limiter.limiter.get_window_stats(item, _hashed(subject))
    return item.amount - window.remaining


def count(limit: str, subject: str) -> None:
    """Count one against a subject's limit."""
    limiter.limiter.hit(parse(limit), _hashed(subject))


def forget(limit: str, subject: str) -> None:
    """Let a subject's limit begin anew."""
    limiter.limiter.clear(parse(limit), _hashed(subject))


@kept(
    "counts of requests, under a code",
    "their window, at most 1 day; the key of the code 1 day",
)
def forget_counts(now: datetime) -> int:  # noqa: ARG001 - counts go by the clock
    """Delete counts whose window is over, and the key once its day is."""
    return _counts().forget_past()


def _counts() -> CountsFile:
    storage = limiter.storage
    assert isinstance(storage, CountsFile)  # noqa: S101 - narrows for the types
    return storage


def _hashed(subject: str) -> str:
    key = _counts().rotating_key()
    return hmac.new(key, subject.encode(), hashlib.sha256).hexdigest()[:16]


limiter = Limiter(key_func=network_key, strategy="fixed-window", headers_enabled=False)


def init_app(app: Flask, home: Path) -> None:
    """Count this application's requests in a file under `home`."""
    app.config["RATELIMIT_STORAGE_URI"] = (
        f"counts://{home.resolve() / 'limits.sqlite3'}"
    )
    limiter.init_app(app)
