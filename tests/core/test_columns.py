"""Columns of our own: moments in UTC, and text that nobody reads raw."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from forum.core.db import db, locked
from forum.members.models import Member
from forum.members.registry.models import Account
from tests.world import World

NAIVE = datetime(2026, 7, 1, 12)  # noqa: DTZ001 - it is the point
IN_VERMONT = timezone(timedelta(hours=-4))


def test_a_time_without_a_zone_is_refused(world: World) -> None:
    rosa = world.member("rosa")

    with world.writing():
        locked(Member, rosa).limited_until = NAIVE
        with pytest.raises(StatementError, match="without a zone"):
            db.session.flush()
        db.session.rollback()

    assert world.row(Member, rosa).limited_until is None


def test_a_time_comes_back_in_utc_as_the_same_moment(world: World) -> None:
    rosa = world.member("rosa")
    moment = datetime(2026, 7, 1, 12, 30, 15, 123456, tzinfo=IN_VERMONT)

    with world.writing():
        locked(Member, rosa).limited_until = moment

    stored = world.row(Member, rosa).limited_until
    assert stored == moment
    assert stored is not None
    assert stored.utcoffset() == timedelta(0)
    assert stored.astimezone(UTC).hour == 16


def test_a_name_is_stored_so_that_the_database_can_not_read_it(
    app: Flask, world: World
) -> None:
    world.member("rosa", name="Rosalind Testperson")

    with app.app_context():
        raw = db.session.execute(text("SELECT name, email FROM account")).one()

    assert b"Rosalind" not in bytes(raw.name)
    assert b"example.com" not in bytes(raw.email)
    assert [one.name for one in world.rows(Account)] == ["Rosalind Testperson"]
