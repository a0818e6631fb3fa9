"""Finished pages in the memory of this process; the longest unasked go first."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Key = tuple[str, ...]
"""How a page was asked for: scheme, host, path, query, and whether it is packed."""
Headers = tuple[tuple[str, str], ...]
BESIDE = 1000
"""Bytes that a page takes up beside its content, roughly."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it was sent."""

    body: bytes
    headers: Headers
    etag: str
    route: str
    """The kind of page, for the access log."""
    marks: tuple[tuple[str, int], ...]
    """It holds as long as these are the marks of their scopes."""
    since: datetime
    until: datetime
    """It never holds for longer, nor where a clock was set back."""

    @property
    def size(self) -> int:
        """About how many bytes it takes up."""
        return len(self.body) + BESIDE


class Pages(Protocol):
    """Where finished pages are kept."""

    def get(self, key: Key, /) -> Finished | None:
        """Return a page that was kept, whether or not it still holds."""

    def put(self, key: Key, page: Finished, /) -> None:
        """Keep a page."""

    def drop(self, key: Key, /) -> None:
        """Let go of a page."""

    def clear(self) -> None:
        """Let go of all pages."""

    def belong_to(self, state: int, /) -> None:
        """Let go of all pages if they were made of another state of everything."""


class MemoryPages:
    """Pages in the memory of this process, at most so many bytes of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._pages: OrderedDict[Key, Finished] = OrderedDict()
        self._state: int | None = None
        self._one_at_a_time = threading.Lock()

    def get(self, key: Key, /) -> Finished | None:
        """Return a page that was kept, whether or not it still holds."""
        with self._one_at_a_time:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Finished, /) -> None:
        """Keep a page; a larger one than a tenth of everything is not kept."""
        if page.size > self._most // 10:
            return
        with self._one_at_a_time:
            self._forget(key)
            self._pages[key] = page
            self._size += page.size
            while self._size > self._most:
                self._forget(next(iter(self._pages)))

    def drop(self, key: Key, /) -> None:
        """Let go of a page."""
        with self._one_at_a_time:
            self._forget(key)

    def clear(self) -> None:
        """Let go of all pages."""
        with self._one_at_a_time:
            self._pages.clear()
            self._size = 0

    def belong_to(self, state: int, /) -> None:
        """Let go of all pages if they were made of another state of everything.

        None of them would be shown; words that were destroyed stand in none either.
        """
        if state != self._state:
            self.clear()
            self._state = state

    def _forget(self, key: Key) -> None:
        if page := self._pages.pop(key, None):
            self._size -= page.size
