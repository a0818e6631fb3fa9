"""Only a transaction writes, one at a time, and no count is lost."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest
from flask import Flask
from psycopg.errors import LockNotAvailable
from sqlalchemy import URL, text, update
from sqlalchemy.exc import DBAPIError

from forum.boards.models import Thread
from forum.core.answers import NotFound, Refused
from forum.core.clock import utcnow
from forum.core.db import db, insert_once, locked, transaction
from forum.core.jobs import Job, enqueue
from forum.members.models import Member
from tests.world import World

THREADS, TIMES = 4, 50


def test_a_write_outside_a_transaction_is_refused_by_the_database(
    app: Flask, world: World
) -> None:
    rosa = world.member("rosa")

    with app.app_context(), pytest.raises(DBAPIError, match=r"read-?only") as refused:
        db.session.execute(update(Member).values(post_count=7))

    assert "readonly" in str(refused.value) or "read-only" in str(refused.value)
    assert world.row(Member, rosa).post_count == 0


def test_the_very_first_statement_of_a_connection_cannot_write(
    app: Flask, world: World
) -> None:
    rosa = world.member("rosa")

    with app.app_context():
        db.engine.dispose()
        with pytest.raises(DBAPIError, match=r"read-?only"):
            db.session.execute(update(Member).values(post_count=7))

    assert world.row(Member, rosa).post_count == 0


def test_what_a_transaction_holds_no_other_process_changes(
    app: Flask, world: World
) -> None:
    rosa = world.member("rosa")
    held = pytest.raises((sqlite3.OperationalError, LockNotAvailable), match="lock")

    with app.app_context():
        with transaction():
            locked(Member, rosa)
            with held:
                _count_elsewhere(db.engine.url)
        _count_elsewhere(db.engine.url)

    assert world.row(Member, rosa).post_count == 1


def _count_elsewhere(url: URL) -> None:
    """Count as another process would, without the locks of this one."""
    change = "UPDATE member SET post_count = post_count + 1"
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(url.database or "", timeout=0.1)) as other:
            other.execute(change)
            other.commit()
        return
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, options="-c lock_timeout=100") as server:
        server.execute(change)


def test_a_changed_object_is_not_written_outside_a_transaction(
    app: Flask, world: World
) -> None:
    rosa = world.member("rosa")

    with app.app_context():
        db.session.get_one(Member, rosa).about = "changed by the way"
        with pytest.raises(DBAPIError, match=r"read-?only"):
            db.session.flush()

    assert world.row(Member, rosa).about == ""


def test_a_connection_that_wrote_only_reads_afterwards(
    app: Flask, world: World
) -> None:
    rosa = world.member("rosa")
    with app.app_context():
        with transaction():
            locked(Member, rosa).about = "in Vermont"
        seen = db.session.get_one(Member, rosa, populate_existing=True).about

        with pytest.raises(DBAPIError, match=r"read-?only"):
            db.session.execute(text("DELETE FROM job"))

    assert seen == "in Vermont"


def test_transactions_do_not_nest(app: Flask) -> None:
    nested = pytest.raises(RuntimeError, match="do not nest")

    with app.app_context(), transaction(), nested, transaction():
        pass


def test_after_a_nested_one_was_refused_the_outer_one_still_writes(
    app: Flask, world: World
) -> None:
    rosa = world.member("rosa")

    with app.app_context(), transaction():
        with pytest.raises(RuntimeError), transaction():
            pass
        locked(Member, rosa).about = "in Vermont"

    assert world.row(Member, rosa).about == "in Vermont"


def test_whatever_goes_wrong_undoes_all_of_a_transaction(world: World) -> None:
    rosa = world.member("rosa")
    jobs = len(world.rows(Job))

    def half() -> None:
        with world.writing():
            locked(Member, rosa).about = "half done"
            enqueue("nothing", {}, utcnow())
            db.session.flush()
            raise Refused("No.")

    with pytest.raises(Refused):
        half()

    assert world.row(Member, rosa).about == ""
    assert len(world.rows(Job)) == jobs


def test_a_row_that_is_not_there_can_not_be_held(world: World) -> None:
    with pytest.raises(NotFound), world.writing():
        locked(Thread, 4711)


def test_inserting_once_says_whether_it_was_new(world: World) -> None:
    row = {"kind": "nothing", "payload": {}, "run_at": utcnow(), "once": "same"}

    with world.writing():
        first, second = insert_once(Job, row), insert_once(Job, row)

    assert (first, second) == (True, False)
    assert [job.once for job in world.rows(Job) if job.once] == ["same"]


def test_counts_of_several_threads_are_all_kept(app: Flask, world: World) -> None:
    rosa = world.member("rosa")

    def count(_: int) -> None:
        with app.app_context():
            for _ in range(TIMES):
                with transaction():
                    member = locked(Member, rosa)
                    member.post_count = member.post_count + 1
            db.session.remove()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(count, range(THREADS)))

    assert world.row(Member, rosa).post_count == THREADS * TIMES
