"""Each test begins with a forum as new, whatever the tests before it left behind."""

from contextlib import ExitStack

from flask import Flask
from sqlalchemy import Engine, create_engine, func, select

from forum.core.db import db
from forum.members.models import Member
from tests.stores import Store
from tests.world import World


def test_another_connection_left_open_disturbs_nobody(
    prepared: tuple[Flask, Store], world: World
) -> None:
    app, store = prepared
    with app.app_context(), ExitStack() as left:
        other = create_engine(db.engine.url)
        left.callback(other.dispose)
        before = seen_by(other)
        for _ in range(3):
            world.member("rosa")
            with_her = seen_by(other)

            store.renew()

            assert (with_her, seen_by(other)) == (before + 1, before)


def seen_by(other: Engine) -> int:
    """Count the members by a connection that stays open."""
    with other.connect() as connection:
        return connection.execute(select(func.count()).select_from(Member)).scalar_one()
