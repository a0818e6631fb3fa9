"""Nobody waits for ever: what takes too long is given up, and the rest goes on."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from forum.core.db import db
from forum.core.patience import TookTooLong, for_at_most
from tests.world import World

ENDLESS = text(
    "WITH RECURSIVE n(i) AS "
    "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) "
    "SELECT count(*) FROM n"
)
SHORT, LONG = timedelta(milliseconds=100), timedelta(minutes=1)


def test_what_takes_too_long_is_given_up(world: World) -> None:
    begun = time.monotonic()

    with world.reading(), pytest.raises(TookTooLong), for_at_most(SHORT):
        db.session.execute(ENDLESS)

    assert time.monotonic() - begun < 20


def test_afterwards_the_database_answers_without_a_limit(world: World) -> None:
    with world.reading():
        with pytest.raises(TookTooLong), for_at_most(SHORT):
            db.session.execute(ENDLESS)

        assert db.session.scalar(text("SELECT 1")) == 1
        if db.engine.dialect.name == "postgresql":
            assert db.session.scalar(text("SHOW statement_timeout")) == "0"


def test_what_is_quick_is_answered_and_leaves_no_limit(world: World) -> None:
    with world.reading():
        with for_at_most(LONG):
            assert db.session.scalar(text("SELECT 1")) == 1

        if db.engine.dialect.name == "postgresql":
            assert db.session.scalar(text("SHOW statement_timeout")) == "0"


def test_another_mistake_stays_what_it_is(world: World) -> None:
    with world.reading(), pytest.raises(Exception, match="nowhere"), for_at_most(LONG):
        db.session.execute(text("SELECT * FROM nowhere"))
