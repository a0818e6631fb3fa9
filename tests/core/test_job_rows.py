"""Jobs are done after the transaction that wanted them, once more if need be."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.core.jobs import (
    ATTEMPTS_MAX,
    LEASE,
    Job,
    Payload,
    backlog,
    drop_queued,
    enqueue,
    job,
    run_due,
)
from tests.world import World

KIND = "tell a test"
SECOND = timedelta(seconds=1)


class Told:
    """Notes what jobs were told, and breaks as often as asked."""

    def __init__(self) -> None:
        self.payloads: list[Payload] = []
        self.breaks = 0
        self.kills = False
        self.meanwhile: list[Callable[[], object]] = []
        """What happens while the first jobs run."""


_told = Told()


@job(KIND)
def tell(payload: Payload, now: datetime) -> None:
    """Note what was told, or break."""
    if _told.kills:
        # As a worker ends that is stopped from outside.
        raise KeyboardInterrupt
    _told.payloads.append(payload)
    if _told.meanwhile:
        _told.meanwhile.pop()()
    if _told.breaks:
        _told.breaks -= 1
        raise ValueError("words of a member")
    with transaction():
        enqueue("nothing", {}, now, once="written by a job of a test")


@pytest.fixture
def told() -> Iterator[Told]:
    """Return the notes, empty."""
    _told.payloads.clear()
    _told.breaks = 0
    yield _told
    _told.breaks = 0
    _told.kills = False


def _run(app: Flask, now: datetime) -> int:
    with app.app_context():
        return run_due(now, only=KIND)


def _ask(world: World, at: datetime, once: str | None = None) -> None:
    with world.writing():
        enqueue(KIND, {"number": 7}, at, once)


def _standing(world: World) -> list[Job]:
    return [row for row in world.rows(Job) if row.kind == KIND]


def test_a_job_is_done_and_gone(app: Flask, world: World, told: Told) -> None:
    now = utcnow()
    _ask(world, now)
    (row,) = _standing(world)

    ran = _run(app, now)

    assert ran == 1
    assert told.payloads == [{"number": 7, "job": row.id}]
    assert not _standing(world)


def test_a_job_waits_for_its_time(app: Flask, world: World, told: Told) -> None:
    now = utcnow()
    _ask(world, now + SECOND)

    early, late = _run(app, now), _run(app, now + SECOND)

    assert (early, late) == (0, 1)
    assert len(told.payloads) == 1


def test_a_job_asked_for_in_a_transaction_that_fails_is_never_done(
    app: Flask, world: World, told: Told
) -> None:
    def failing() -> None:
        with world.writing():
            enqueue(KIND, {}, utcnow())
            raise KeyError

    with pytest.raises(KeyError):
        failing()

    assert _run(app, utcnow() + LEASE) == 0
    assert not told.payloads


def test_the_same_job_stands_once(app: Flask, world: World, told: Told) -> None:
    now = utcnow()
    _ask(world, now, once="the same")
    _ask(world, now, once="the same")
    _ask(world, now)

    ran = _run(app, now)
    _ask(world, now, once="the same")

    assert ran == len(told.payloads) == 2
    assert len(_standing(world)) == 1


def test_a_job_that_fails_is_tried_again_later(
    app: Flask, world: World, told: Told
) -> None:
    now = utcnow()
    told.breaks = 1
    _ask(world, now)

    _run(app, now)
    at_once = _run(app, now)
    later = _run(app, now + timedelta(seconds=10))

    assert (at_once, later) == (0, 1)
    assert len(told.payloads) == 2
    assert not _standing(world)


def test_each_wait_is_longer_than_the_one_before(
    app: Flask, world: World, told: Told
) -> None:
    now, waits = utcnow(), []
    told.breaks = 4
    _ask(world, now)

    for _ in range(4):
        _run(app, now)
        (row,) = _standing(world)
        waits.append(row.run_at - now)
        now = row.run_at

    assert waits == sorted(set(waits))


def test_a_job_that_keeps_failing_is_left_for_the_operator(
    app: Flask, world: World, told: Told
) -> None:
    now = utcnow()
    told.breaks = 99
    _ask(world, now)

    for _ in range(ATTEMPTS_MAX + 3):
        now += timedelta(days=1)
        _run(app, now)

    (row,) = _standing(world)
    with app.app_context():
        assert backlog(now)[1] == 1
    assert len(told.payloads) == row.attempts == ATTEMPTS_MAX
    assert row.failed_at is not None


def test_a_failure_is_logged_without_the_words_of_a_member(
    app: Flask, world: World, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    told.breaks = 1
    _ask(world, utcnow())

    _run(app, utcnow())

    assert f"job {KIND} failed: ValueError" in caplog.text
    assert "words of a member" not in caplog.text


def test_a_job_of_a_worker_that_died_is_done_by_the_next(
    app: Flask, world: World, told: Told
) -> None:
    now = utcnow()
    _ask(world, now)
    with world.writing():
        (row,) = db.session.query(Job).where(Job.kind == KIND)
        row.locked_until, row.attempts = now + LEASE, 1

    held = _run(app, now + LEASE - SECOND)
    freed = _run(app, now + LEASE + SECOND)

    assert (held, freed) == (0, 1)
    assert len(told.payloads) == 1


def test_a_worker_that_was_slow_leaves_to_others_what_they_took_over(
    app: Flask, world: World, told: Told
) -> None:
    now = utcnow()
    _ask(world, now)
    _ask(world, now)
    told.meanwhile = [lambda: _run(app, now + LEASE + SECOND)]

    _run(app, now)

    times = Counter(one["job"] for one in told.payloads)
    assert sorted(times.values()) == [1, 2]
    assert not _standing(world)


def test_a_batch_may_take_longer_than_a_claim_lasts(
    app: Flask, world: World, told: Told
) -> None:
    now = utcnow()
    _ask(world, now)
    _ask(world, now)

    def others_come() -> None:
        _run(app, now + LEASE + SECOND)

    def time_passes() -> None:
        moved.start()
        told.meanwhile = [others_come]

    moved = time_machine.travel(now + LEASE - 2 * SECOND)
    told.meanwhile = [time_passes]
    try:
        _run(app, now)
    finally:
        moved.stop()

    assert len(told.payloads) == 2
    assert not _standing(world)


def test_a_job_that_kills_its_worker_each_time_is_given_up(
    app: Flask, world: World, told: Told
) -> None:
    now = utcnow()
    told.kills = True
    _ask(world, now)

    for _ in range(ATTEMPTS_MAX):
        with pytest.raises(KeyboardInterrupt):
            _run(app, now)
        now += LEASE + SECOND
    after = _run(app, now)

    (row,) = _standing(world)
    assert after == 0
    assert row.attempts == ATTEMPTS_MAX
    assert row.failed_at is not None
    assert not told.payloads


def test_jobs_that_waited_behind_a_deadly_one_are_not_blamed(
    app: Flask, world: World, told: Told
) -> None:
    now = utcnow()
    told.kills = True
    _ask(world, now)
    _ask(world, now)

    with pytest.raises(KeyboardInterrupt):
        _run(app, now)
    told.kills = False

    assert sorted(row.attempts for row in _standing(world)) == [0, 1]
    assert _run(app, now + LEASE + SECOND) == 2
    assert len(told.payloads) == 2


def test_one_failing_job_keeps_no_other_from_being_done(
    app: Flask, world: World, told: Told
) -> None:
    now = utcnow()
    told.breaks = 1
    _ask(world, now)
    _ask(world, now)

    ran = _run(app, now)

    assert ran == len(told.payloads) == 2
    assert len(_standing(world)) == 1


def test_jobs_that_ran_already_do_no_harm_when_they_run_again(world: World) -> None:
    world.thread("ken")
    world.run_jobs()
    done = [dict(row.payload) for row in world.rows(Job)]

    world.run_jobs()

    assert [dict(row.payload) for row in world.rows(Job)] == done


def test_jobs_are_taken_back_before_they_run(
    app: Flask, world: World, told: Told
) -> None:
    _ask(world, utcnow())

    with world.writing():
        drop_queued(KIND)

    assert _run(app, utcnow()) == 0
    assert not told.payloads


def test_the_worker_command_does_what_is_due(
    app: Flask, world: World, told: Told
) -> None:
    _ask(world, utcnow())

    result = app.test_cli_runner().invoke(args=["work", "--once"])

    assert result.exit_code == 0, result.output
    assert len(told.payloads) == 1
    assert any(row.once == "every:sweep" for row in world.rows(Job))


def test_what_stands_only_once_is_never_given_up(world: World, told: Told) -> None:
    told.breaks = 99
    with world.writing():
        enqueue(KIND, {}, utcnow(), once="the only one")

    later = utcnow()
    for _ in range(12):
        later += timedelta(hours=2)
        _run(world.app, later)

    (row,) = [row for row in world.rows(Job) if row.kind == KIND]
    assert row.attempts == 12
    assert row.failed_at is None
    assert row.run_at - later <= timedelta(hours=1)
