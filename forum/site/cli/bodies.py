"""Who sends a form slowly is waited for, but holds nobody else up.

A web server hands a request over when its headers are there, and what comes after them
may take for ever. So it is fetched before any work on the request begins, by more
threads than work, and so that some are always left for pages. Gunicorn also lets us
hang up on whoever takes too long; granian does not.
"""

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from threading import BoundedSemaphore, Timer
from typing import Any

from werkzeug.exceptions import RequestTimeout

from forum.core.http import FORM_MAX

PATIENCE = 15
"""Seconds for a form, besides what it takes at the pace of the slowest lines."""
SLOWEST = 8 * 1024
"""Bytes in a second."""
PIECE = 64 * 1024
TOO_SLOW = "What you sent did not arrive in time. Try again on a better connection."
TOO_MANY = "Many forms are arriving just now. Send yours again in a few seconds."
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def patient(application: Application, working: int, waiting: int) -> Application:
    """Let so many requests be worked on, and so many more wait for what is sent."""
    desks, places = BoundedSemaphore(working), BoundedSemaphore(waiting)
    large = BoundedSemaphore(max(1, working // 2))

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if _length(environ) > FORM_MAX:
            environ["wsgi.input"] = Large(environ, large)
        elif _length(environ):
            environ["wsgi.input"] = _fetched(environ, places)
        with desks:
            return application(environ, start)

    return answer


def _length(environ: dict[str, Any]) -> int:
    """Return how many bytes are to come, at most; nobody knows of a form in chunks."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return FORM_MAX
    said = environ.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0


def _fetched(environ: dict[str, Any], places: BoundedSemaphore) -> "BytesIO | Lost":
    """Wait for a form, which is then there as a whole."""
    if not places.acquire(blocking=False):
        return Lost(TOO_MANY)
    try:
        length = _length(environ)
        with hanging_up(environ, PATIENCE + length / SLOWEST) as call:
            sent = environ["wsgi.input"].read(length + 1)
    finally:
        places.release()
    return Lost(TOO_SLOW) if call.is_over else BytesIO(sent)


class Call:
    """Hangs up on somebody once their time is over."""

    def __init__(self, line: socket.socket | None) -> None:
        self.line = line
        self.is_over = False

    def hang_up(self) -> None:
        """Hear no more of them; whoever reads finds the end."""
        self.is_over = True
        if self.line:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RD)


@contextmanager
def hanging_up(environ: dict[str, Any], seconds: float) -> Iterator[Call]:
    """Hang up after some time, if the web server lets us."""
    call = Call(environ.get("gunicorn.socket"))
    if call.line is None:
        yield call
        return
    watch = Timer(seconds, call.hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield call
    finally:
        watch.cancel()


class Lost:
    """What nobody waited for."""

    def __init__(self, why: str) -> None:
        self._why = why

    def read(self, _size: int = -1) -> bytes:
        """Say that it did not come."""
        raise RequestTimeout(self._why)


class Large:
    """Photos and files, fetched only where they are wanted, by few at a time."""

    def __init__(self, environ: dict[str, Any], places: BoundedSemaphore) -> None:
        self._environ = environ
        self._sent = environ["wsgi.input"]
        self._places = places
        self._is_lost = False

    def read(self, size: int = -1) -> bytes:
        """Return a piece of it."""
        if self._is_lost or not self._places.acquire(blocking=False):
            raise RequestTimeout(TOO_SLOW if self._is_lost else TOO_MANY)
        try:
            with hanging_up(self._environ, PATIENCE) as call:
                piece: bytes = self._sent.read(PIECE if size < 0 else min(size, PIECE))
        finally:
            self._places.release()
        self._is_lost = call.is_over
        if self._is_lost:
            raise RequestTimeout(TOO_SLOW)
        return piece
