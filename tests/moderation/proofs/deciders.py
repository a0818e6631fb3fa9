"""Two moderators in processes of their own, who decide the same cases at once."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from flask import Flask

import moderation
from forum.app import create_app
from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.members.models import Member
from forum.settings import load_settings
from moderation import actions
from moderation.actions import AlreadyDecided, Decided, Judged
from moderation.measures import Measure

PATIENCE = 240.0
WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Seat:
    """A moderator, and what they choose in every case."""

    moderator: int
    measure: Measure


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody was told about a case: did theirs count, which decision does."""

    has_won: bool
    decision: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the forum is that both work at."""

    home: Path
    url: str


Answers = list[Answer]


def at_once(
    place: Place, seats: tuple[Seat, Seat], cases: list[int]
) -> tuple[Answers, Answers]:
    """Let two processes decide each case at the same moment; return what each saw."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    with (
        _started(place, seats[0], cases, barrier) as first,
        _started(place, seats[1], cases, barrier) as second,
    ):
        return _told(first), _told(second)


@contextmanager
def _started(
    place: Place, seat: Seat, cases: list[int], barrier: Barrier
) -> Iterator[Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=sit, args=(place, seat, cases, barrier, theirs))
    process.start()
    theirs.close()
    try:
        yield ours
        process.join(WAIT)
        assert process.exitcode == 0
    finally:
        process.kill()
        process.join()
        ours.close()


def _told(seat: Connection) -> Answers:
    assert seat.poll(PATIENCE), "a process does not answer"
    answers: Answers = seat.recv()
    return answers


def sit(
    place: Place, seat: Seat, cases: list[int], barrier: Barrier, to: Connection
) -> None:
    """Be one of the two processes: decide every case, then say what came of it."""
    settings = load_settings(
        home=place.home, database_url=place.url, require_totp="none"
    )
    app = create_app(settings, (moderation,))
    to.send([_decides(app, seat, case, barrier) for case in cases])


def _decides(app: Flask, seat: Seat, case: int, barrier: Barrier) -> Answer:
    judged = Judged(
        seat.measure,
        version=1,
        revision=1,
        rule_code="R3",
        reasons=f"Said by {seat.moderator}.",
        warn=True,
        suspend=timedelta(days=1),
        once=f"{seat.moderator} {case}",
    )
    with app.test_request_context():
        known = db.session.get_one(Member, seat.moderator)
        barrier.wait(WAIT)
        with transaction():
            outcome = actions.decide(known, case, judged, utcnow())
        db.session.remove()
    assert isinstance(outcome, Decided | AlreadyDecided)
    made = outcome.decision
    return Answer(isinstance(outcome, Decided), made.id if made else None)
