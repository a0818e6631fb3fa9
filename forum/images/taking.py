"""Taking a file from a member: looked at, drawn anew, or refused in a sentence."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from forum.core.answers import Busy, require
from forum.images import redrawing, rules
from forum.images.models import Format
from forum.images.reading import scan

AT_ONCE = 2
"""Pictures that a process draws at the same time: each fills a core and memory."""
IN_LINE = 4
"""With those that wait; more of them would leave no thread for reading."""
WAIT_MAX = 15
BUSY = "Many pictures are being added right now. Please try again in a moment."
BUSY_FOR = 15


class Desk:
    """Where pictures are drawn: a few at a time, and a short line before it."""

    def __init__(self, at_once: int, in_line: int, wait: float) -> None:
        self._places = BoundedSemaphore(at_once)
        self._line = BoundedSemaphore(in_line)
        self._wait = wait

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, but neither for long nor in a long line."""
        if not self._line.acquire(blocking=False):
            raise Busy(BUSY, BUSY_FOR)
        try:
            if not self._places.acquire(timeout=self._wait):
                raise Busy(BUSY, BUSY_FOR)
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._line.release()


desk = Desk(AT_ONCE, IN_LINE, WAIT_MAX)


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture drawn anew, large and small, with nothing else in it."""

    main: bytes
    thumbnail: bytes
    format: Format
    width: int
    height: int
    thumb_width: int
    thumb_height: int
    removed: tuple[str, ...]
    """Kinds of what its hidden entries said."""
    original: str
    """Hash of the file as it came, by which a known copy is recognized."""

    @property
    def size_bytes(self) -> int:
        """What both files take up."""
        return len(self.main) + len(self.thumbnail)


def take(data: bytes) -> Taken:
    """Draw a member's file anew; raises `Refused` or `Busy` with a sentence.

    Never inside a transaction: it takes up to a few seconds.
    """
    require(rules.may_send(len(data)))
    with desk.turn():
        drawn = redrawing.redraw(data)
        return Taken(
            drawn.main,
            drawn.thumbnail,
            drawn.format,
            *drawn.size,
            *drawn.thumb_size,
            scan(data),
            hashlib.sha256(data).hexdigest(),
        )
