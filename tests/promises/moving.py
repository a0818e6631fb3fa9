"""A forum in which much happened, and another one to which it moves."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.members import actions as members
from forum.members.models import Member, Role
from forum.rights import actions as rights
from tests.images.pictures import added, attached
from tests.rights.leaving import erased, planted
from tests.systems.cards import card
from tests.world import World

TITLE = 'Held for a case, nulls and all: “ü” \u2028 \\ " 漢'


@dataclass(frozen=True)
class Lived:
    """What happened, by its keys."""

    held_post: int
    suspended: int
    erased: int


def lived_in(world: World) -> Lived:
    """Let a forum have cases, cards, pictures, a hold, somebody kept out and gone."""
    card(world, "ken")
    yesterday = utcnow() - timedelta(days=1)
    held = world.opening_post(world.thread("ivy", title=TITLE, at=yesterday))
    attached(world, "ivy", held, added(world, "ivy"), alt="A roof")
    gone = planted(world).member
    erased(world, gone)
    kept_out, now = world.known("una"), utcnow()
    leaving, ivy = world.known("rosa"), world.known("ivy")
    operator = world.member("first_op", Role.ADMINISTRATOR)
    with world.writing():
        members.suspend(kept_out, now + timedelta(days=30))
        today = now.date()
        demand = rights.Demand("2026-CV-17", "Court", ivy, ("posts",), today, today)
        entry = rights.prepare(demand, db.session.get_one(Member, operator), now)
        rights.hold(entry.id, {held})
    with world.writing():
        rights.ask_erasure(leaving, rights.Wish(), utcnow())
    return Lived(held, kept_out, gone)


def run(app: Flask, *arguments: object) -> Result:
    """Run a command of a forum."""
    return app.test_cli_runner().invoke(args=[str(one) for one in arguments])


def exported(app: Flask, folder: Path, *more: object) -> Path:
    """Write a forum into a folder."""
    done = run(app, "export", folder, *more)
    assert done.exit_code == 0, (done.output, done.exception)
    return folder


def imported(app: Flask, folder: Path, *more: object) -> Result:
    """Take a folder into a forum."""
    done = run(app, "import", folder, *more)
    assert done.exit_code == 0, (done.output, done.exception)
    return done


def manifest(folder: Path) -> dict[str, Any]:
    """Return what a folder says about itself."""
    said: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return said


def stored(app: Flask) -> dict[str, list[dict[str, Any]]]:
    """Return every row of a forum, its sealed columns opened."""
    with app.app_context():
        rows = {
            table.name: [
                {column.name: row[column.name] for column in table.columns}
                for row in db.session.execute(select(table)).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }
        db.session.remove()
    return rows
