"""A worker that is killed between a decision and its mail: the mail is sent once."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job
from forum.mail.models import MailLog, Result
from moderation.models import Decision, Statement
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.moderation.proofs.slow_mail import SlowMailbox, Stop, listening
from tests.moderation.proofs.test_two_processes import place_of
from tests.world import World, words_of

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
REASON = "Your post shows a telephone number."


@contextmanager
def worker(app: Flask, mail: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the worker of the forum as an operator does, in a process of its own."""
    place = place_of(app)
    told = {
        "FORUM_HOME": str(place.home),
        "FORUM_DATABASE_URL": place.url,
        "FORUM_MAIL": mail,
    }
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "wsgi", "work", *options],
        cwd=ROOT,
        env=os.environ | told,
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def one_decision(world: World, mo: Browser) -> int:
    """Remove a post of Rosa's; return its key."""
    post = world.reply(world.thread("ken"), "rosa", "Call me at (802) 555-0142.")
    page = decided(mo, flagged(world, post), "remove", reason=REASON)
    assert page.status == 200
    return post


def all_is_due(world: World) -> None:
    """Let the time pass that mail waits, and that a worker has for its job."""
    with world.writing():
        due = update(Job).where(Job.kind == "mail")
        db.session.execute(due.values(run_at=utcnow(), locked_until=None))


def killed(app: Flask, world: World, box: SlowMailbox, mail: str) -> None:
    """Start a worker, and kill it as soon as it has come to where the server stops."""
    all_is_due(world)
    with worker(app, mail) as process:
        box.wait()
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE) == -signal.SIGKILL
    box.stop = None


def finished(app: Flask, world: World, mail: str) -> None:
    """Let another worker do what is left, twice, as if it were started again."""
    all_is_due(world)
    for _ in range(2):
        with worker(app, mail, "--once") as process:
            assert process.wait(PATIENCE) == 0


def statement_mails(box: SlowMailbox) -> list[str]:
    """Return the key of each mail with the reasons that the server has taken."""
    mails = [one for one in box.taken if REASON in words_of(one)]
    assert {one["To"] for one in mails} <= {"rosa@example.com"}
    return [one["Message-ID"] for one in mails]


def assert_decided_once(world: World, post: int) -> None:
    """See that the decision stands, once, and that its mail is off the list."""
    assert world.row(Post, post).state is PostState.REMOVED
    assert len(world.rows(Decision)) == len(world.rows(Statement)) == 1
    assert not [job for job in world.rows(Job) if job.kind == "mail"]
    logged = [row for row in world.rows(MailLog) if row.letter == "statement"]
    assert [row.result for row in logged] == [Result.SENT]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("stop", [Stop.RECIPIENT, Stop.WORDS])
def test_the_mail_of_a_killed_worker_is_sent_once(
    app: Flask, world: World, mo: Browser, stop: Stop
) -> None:
    post, box = one_decision(world, mo), SlowMailbox(stop)

    with listening(box) as mail:
        killed(app, world, box, mail)
        assert statement_mails(box) == []
        finished(app, world, mail)

    assert len(statement_mails(box)) == 1
    assert_decided_once(world, post)


@pytest.mark.timeout(300)
def test_a_mail_that_was_taken_as_its_worker_died_is_known_by_its_name(
    app: Flask, world: World, mo: Browser
) -> None:
    post, box = one_decision(world, mo), SlowMailbox(Stop.TAKEN)

    with listening(box) as mail:
        killed(app, world, box, mail)
        finished(app, world, mail)

    assert len(set(statement_mails(box))) == 1
    assert_decided_once(world, post)
