"""What is lacking when the database or the disk refuses: told apart, for people.

Whoever writes is told what to wait for. Whoever only reads is not kept from it because
something beside it, like how far they read, cannot be written down.
"""

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

log = logging.getLogger(__name__)


class Lack(StrEnum):
    """What is lacking."""

    DATABASE = "the database does not answer"
    ROOM = "nothing can be written"
    TURN = "others write without a pause"


OF_SQLITE = {
    sqlite3.SQLITE_FULL: Lack.ROOM,
    sqlite3.SQLITE_READONLY: Lack.ROOM,
    sqlite3.SQLITE_BUSY: Lack.TURN,
    sqlite3.SQLITE_CANTOPEN: Lack.DATABASE,
    sqlite3.SQLITE_IOERR: Lack.DATABASE,
}
"""Primary result codes; an extended one has them in its last byte."""
OF_POSTGRESQL = {
    "53100": Lack.ROOM,
    "25006": Lack.ROOM,
    "53300": Lack.DATABASE,
    "57P01": Lack.DATABASE,
    "57P02": Lack.DATABASE,
    "57P03": Lack.DATABASE,
    "40001": Lack.TURN,
    "40P01": Lack.TURN,
    "55P03": Lack.TURN,
}
"""Disk full, read only; too many, shut down, crashed, starting; serialization,
deadlock, lock. https://www.postgresql.org/docs/current/errcodes-appendix.html"""
OF_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def lack_of(error: BaseException) -> Lack | None:
    """Return what an error says is lacking; None if it says something else."""
    if isinstance(error, NoConnection):
        return Lack.TURN
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return Lack.DATABASE
        return _lack_of_driver(error.orig)
    if isinstance(error, sqlite3.Error):
        return _lack_of_driver(error)
    if isinstance(error, OSError) and error.errno in OF_DISK:
        return Lack.ROOM
    return None


@contextmanager
def if_it_can_be_kept() -> Iterator[None]:
    """Write something down beside a page, which comes without that as well."""
    try:
        yield
    except (DBAPIError, NoConnection) as error:
        if (lack := lack_of(error)) is None:
            raise
        log.warning("not written down while somebody read: %s", lack)


def _lack_of_driver(error: BaseException | None) -> Lack | None:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) or 0
        return OF_SQLITE.get(code & 0xFF)
    state = getattr(error, "sqlstate", "")
    if state is None:  # nobody was there to name one
        return Lack.DATABASE
    if state.startswith("08"):
        return Lack.DATABASE
    return OF_POSTGRESQL.get(state)
