"""Reading pages of guests from a copy of the database, where there is one.

A copy that follows the database is a little late. It is read only while its mark says
that it has everything a guest can see; otherwise the database itself is read. A copy
that does not answer is left alone for a while.
"""

import logging
import time

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import event

from forum.core.db import COPY, READS_COPY, db
from forum.core.finished.looking import LargeLookout
from forum.core.finished.versions import ANY

REST = 5.0
"""Seconds for which nobody asks a copy again that gave no answer."""
log = logging.getLogger(__name__)


class Copy:
    """The copy of the database that an application reads for guests."""

    def __init__(self, lookout: LargeLookout) -> None:
        self._lookout = lookout
        self._rests_until = 0.0

    def use(self, mark: int) -> None:
        """Let this request read the copy, if that has the mark of the database."""
        if self._is_as_new_as(mark):
            db.session.info[READS_COPY] = True

    def answer_anew(self) -> ResponseReturnValue | None:
        """Answer this request from the database itself; None if it reads that already.

        The copy may break off what it is asked: it dies, or follows before all else.
        """
        if not db.session.info.get(READS_COPY):
            return None
        self._rest("it broke off")
        db.session.remove()
        return current_app.dispatch_request()

    def trouble(self) -> str:
        """Return what is wrong with it now, in a word; nothing if it answers."""
        try:
            self._lookout.marks((ANY,))
        except Exception as error:  # whatever it is, it is not there
            return type(error).__name__
        return ""

    def _is_as_new_as(self, mark: int) -> bool:
        if time.monotonic() < self._rests_until:
            return False
        try:
            return self._lookout.marks((ANY,))[ANY] == mark
        except Exception as error:
            self._rest(type(error).__name__)
            return False

    def _rest(self, why: str) -> None:
        self._rests_until = time.monotonic() + REST
        log.warning("the copy is away (%s): going on without", why)


def init_app(app: Flask) -> None:
    """Let an application read its copy, if it was given one."""
    with app.app_context():
        engine = db.engines.get(COPY)
    if engine is None:
        app.extensions[COPY] = None
        return
    lookout = LargeLookout(engine)
    event.listen(engine, "engine_disposed", lambda _: lookout.close())
    app.extensions[COPY] = Copy(lookout)


def copy_of(app: Flask) -> Copy | None:
    """Return the copy that an application reads; None if it has none."""
    found: Copy | None = app.extensions[COPY]
    return found
