"""What the forum logs as an error while it is attacked."""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager


class Complaints(logging.Handler):
    """Keeps each error, with the way to the failure that is being handled."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was logged."""
        way = traceback.format_exc() if sys.exc_info()[0] else ""
        self.said.append(f"{record.getMessage()}\n{way}".strip())


@contextmanager
def complaints(log: Complaints) -> Iterator[None]:
    """Listen to all that is logged."""
    root = logging.getLogger()
    root.addHandler(log)
    try:
        yield
    finally:
        root.removeHandler(log)
