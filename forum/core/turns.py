"""Whose turn it is to write to an SQLite file, which takes one writer at a time.

By itself SQLite looks again after pauses that grow to a tenth of a second, and whoever
comes by just then goes first: of eight who wrote at once in two processes one in a
hundred waited a second. Here the threads of a process queue up; processes look again
each millisecond, and one in which others wait lets the next process go first.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError as NoTurn

LONGEST = 10
"""Whoever waited so many seconds is told that others write without a pause."""
LOOKS_AGAIN = 0.001
LETS_OTHERS_GO = 0.0015
"""In seconds; longer than anybody of another process takes to look again."""


class Queue:
    """The threads of this process that want to write."""

    def __init__(self) -> None:
        self._first = threading.Lock()
        self._ended = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until it is this thread's turn; others wait until it is done."""
        waits = not self._first.acquire(blocking=False)
        if waits and not self._first.acquire(timeout=LONGEST):
            raise NoTurn
        try:
            if waits and time.monotonic() - self._ended < LETS_OTHERS_GO:
                time.sleep(LETS_OTHERS_GO)
            yield
        finally:
            self._ended = time.monotonic()
            self._first.release()


def begin(
    connection: sqlite3.Connection, says_why: Callable[[], object], usual_wait: int
) -> None:
    """Begin to write as soon as no other process does.

    Where that takes too long or cannot be done at all `says_why` begins as usual, and
    raises what keeps it from that. `usual_wait` is how many milliseconds the connection
    waits for others in all other matters.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        if not _begins(connection):
            says_why()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual_wait}")


def _begins(connection: sqlite3.Connection) -> bool:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                return False
            time.sleep(LOOKS_AGAIN)
        else:
            return True
    return False
