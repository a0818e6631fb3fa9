"""Making a database ready: the tables of this version, and what a forum begins with."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

import flask_migrate
from flask import current_app

from forum.boards import actions as boards
from forum.core.db import one_process, transaction
from forum.core.hooks import Hook
from forum.search.actions import catch_up_soon


class Step(Protocol):
    """Something a new forum needs to have, safe to do again."""

    def __call__(self, now: datetime, /) -> None:
        """Do it, inside a transaction."""


first_run: Hook[Step] = Hook("first_run")


def make_ready(now: datetime) -> None:
    """Bring the database to this version and fill in what a forum begins with.

    Several machines may do so at once: one does, the others wait, and find it done.
    """
    folder: Path = current_app.extensions["migrations"]
    with one_process():
        flask_migrate.upgrade(directory=str(folder))
        with transaction():
            boards.ensure_boards()
            for step in first_run:
                step(now)
            catch_up_soon(now)
