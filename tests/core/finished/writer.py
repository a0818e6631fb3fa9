"""A process that never stops writing, and says each time what it has committed."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import moderation
from forum.app import create_app
from forum.boards import actions
from forum.boards.drafts import Draft
from forum.boards.models import Board, Thread
from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.core.finished.versions import concerns_thread
from forum.settings import load_settings
from tests.world import settled

BETWEEN = 0.02
"""Seconds between two changes: time enough to keep a page now and then."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is written, and where the forum is."""

    home: Path
    url: str
    author: int
    thread: int
    rounds: int


def hint_of(number: int) -> str:
    """Return what the board of the thread says after so many rounds."""
    return f"Round {number} of the writer."


@contextmanager
def writing(task: Task) -> Iterator[Connection]:
    """Let a process write; yield where it says which rounds are done."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=write, args=(task, theirs))
    process.start()
    theirs.close()
    try:
        yield ours
        process.join(60)
        assert process.exitcode == 0
    finally:
        process.kill()
        process.join()
        ours.close()


def write(task: Task, told: Connection) -> None:
    """Reply and change what the board says in turns; say so after each commit."""
    settings = load_settings(home=task.home, database_url=task.url, require_totp="none")
    app = create_app(settings, (moderation,))
    for number in range(1, task.rounds + 1):
        with app.app_context(), transaction():
            if number % 2:
                _reply(task, number)
            else:
                thread = db.session.get_one(Thread, task.thread)
                board = db.session.get_one(Board, thread.board_id)
                board.hint = hint_of(number)
        told.send(number)
        time.sleep(BETWEEN)


def _reply(task: Task, number: int) -> None:
    draft = settled(Draft(f"This is round {number}, and it rains in Vermont."))
    long_ago = utcnow() - timedelta(hours=3)
    actions.reply(task.author, task.thread, draft, long_ago)
    concerns_thread(task.thread)
