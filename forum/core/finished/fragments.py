"""Pieces of pages that are made once: what a macro makes of what it is given.

A macro that is given all it shows makes the same of the same. What it is given is what
its work is found by, words and rights included, so nothing from here is older than the
page it stands on.
"""

from collections.abc import Callable, Hashable
from datetime import timedelta
from functools import lru_cache

from forum.core.clock import utcnow

Macro = Callable[..., str]
Given = tuple[Hashable, ...]
MOST = 1_000
LASTS = timedelta(minutes=10)
"""After that all go with the next page that asks for one, used or not."""


class Fragments:
    """What macros made lately, in this process; the `most` latest of it."""

    def __init__(self, most: int) -> None:
        self._made = lru_cache(most)(_make)
        self._until = utcnow() + LASTS
        self._state: int | None = None

    def made(self, root: str, macro: Macro, given: Given) -> str:
        """Return what a macro makes of what it is given, under a root of addresses."""
        if utcnow() > self._until:
            self.clear()
        return self._made(root, macro, given)

    def belong_to(self, state: int) -> None:
        """Let go of everything if it was made of another state of the forum."""
        if state != self._state:
            self.clear()
            self._state = state

    def clear(self) -> None:
        """Let go of everything."""
        self._made.cache_clear()
        self._until = utcnow() + LASTS


def _make(root: str, macro: Macro, given: Given) -> str:  # noqa: ARG001 - in the addresses
    return str(macro(*given))
