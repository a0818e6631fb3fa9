"""Counts that several machines share in Valkey, with the file of each beside it.

Every count is made in both, under one key, and the larger one holds. So no limit is
lost when Valkey goes away in the middle of one, nor when it comes back empty.
"""

import secrets
import sqlite3
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from limits.storage import Storage

from forum.core.counts import CountsFile
from forum.core.valkey import NAMES, Answer, Away, Valkey

if TYPE_CHECKING:
    from forum.core.valkey import Client

HITS = f"{NAMES}hits:"
ROTATION = f"{NAMES}key"
"""Where the day's key stands, for all machines; it ends by itself."""


class SharedCounts(Storage):
    """Counts in Valkey; while it is away, those in the file of this machine."""

    STORAGE_SCHEME = ["shared-counts"]  # noqa: RUF012 - read by limits

    def __init__(self, uri: str, *, valkey: Valkey, **options: Any) -> None:
        super().__init__(uri, **options)
        self._here = CountsFile(uri)
        self._valkey = valkey

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong below."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count in both places and return the larger count."""

        def counted(client: "Client") -> int:
            both = client.pipeline(transaction=True)
            both.set(HITS + key, 0, ex=expiry, nx=True)
            both.incrby(HITS + key, amount)
            return int(both.execute()[1])

        here = self._here.incr(key, expiry, amount)
        return max(here, self._there(counted, 0))

    def get(self, key: str) -> int:
        """Return the count of a window that is not over."""
        return self._standing(key)[0]

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, as seconds since the epoch."""
        return self._standing(key)[1]

    def check(self) -> bool:
        """Say whether anything can be counted, in the file at least."""
        return self._here.check()

    def reset(self) -> int | None:
        """Forget all counts."""

        def forgotten(client: "Client") -> int:
            names = list(client.scan_iter(match=f"{HITS}*"))
            return int(client.delete(*names)) if names else 0

        here = self._here.reset() or 0
        return max(here, self._there(forgotten, 0))

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._here.clear(key)
        self._there(lambda client: client.delete(HITS + key), 0)

    def rotating_key(self) -> bytes:
        """Return the day's key of all machines; the file keeps the same one.

        A Valkey that has none takes the key from here, for the rest of its day.
        """
        key = self._here.rotating_key()
        _, until = self._here.rotation()
        lasts = max(1, round((until - time.time()) * 1000))

        def agreed(client: "Client") -> tuple[bytes, int]:
            asked = client.pipeline(transaction=True)
            asked.set(ROTATION, key.hex(), px=lasts, nx=True)
            asked.get(ROTATION)
            asked.pttl(ROTATION)
            _, found, left = asked.execute()
            return bytes.fromhex(found.decode()), int(left)

        shared, left = self._there(agreed, (key, lasts))
        if not secrets.compare_digest(shared, key):
            self._here.adopt(shared, time.time() + left / 1000)
        return shared

    def forget_past(self) -> int:
        """Delete counts of windows that are over, and a key that is too old."""
        gone = self._here.forget_past()
        self.rotating_key()
        return gone

    def close(self) -> None:
        """Let go of the file."""
        self._here.close()

    def _standing(self, key: str) -> tuple[int, float]:
        """Return the larger count and when its window ends."""

        def stands(client: "Client") -> tuple[int, float]:
            asked = client.pipeline(transaction=True)
            asked.get(HITS + key)
            asked.pttl(HITS + key)
            count, left = asked.execute()
            return int(count or 0), time.time() + max(0, left) / 1000

        here = self._here.standing(key)
        return max(here, self._there(stands, here))

    def _there(self, question: Callable[["Client"], Answer], instead: Answer) -> Answer:
        try:
            return self._valkey.ask(question)
        except Away:
            return instead
