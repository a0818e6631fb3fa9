"""A forum in which much happened, and another one to which it moves."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from forum.admin import actions as admin
from forum.admin.actions.boards import BoardWords
from forum.admin.queries import mark_of
from forum.api.actions import make as make_token
from forum.boards import actions as boards
from forum.boards.drafts import Draft
from forum.boards.limits import POSTS_PER_HOUR
from forum.boards.models import Board, Post, Thread
from forum.boards.queries import DraftPlace
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.core.finished.versions import PageVersion
from forum.members import actions as members
from forum.members.models import Member, Role
from forum.moving.sealing import key_beside
from forum.reactions import actions as reactions
from forum.reactions.models import Bookmark
from forum.rights import actions as rights
from tests.images.pictures import added, attached
from tests.kept import BeginWith
from tests.moving.foreign import files, taken
from tests.rights.leaving import erased, planted
from tests.systems.cards import card
from tests.world import BODY, World

Made = TypeVar("Made")
TITLE = 'Held for a case, nulls and all: “ü” \u2028 \\ " 漢'


@dataclass(frozen=True)
class Lived:
    """What happened, by its keys."""

    held_post: int
    suspended: int
    erased: int


@dataclass(frozen=True)
class Packed:
    """What happened in a forum, and where it was exported to."""

    lived: Lived
    folder: Path


def lived_in(world: World, begin_with: BeginWith) -> Lived:
    """Begin with a forum in which much happened."""
    return begin_with("lived", lambda: _let_much_happen(world))


def packed(
    world: World,
    begin_with: BeginWith,
    folder: Path,
    name: str,
    fill: Callable[[], Made],
) -> Made:
    """Begin with a forum that was filled and exported; put a copy into a folder."""
    home: Path = world.app.extensions["settings"].home
    kept = home.with_name(f"{home.name} out of {name}")

    def pack() -> Made:
        made = fill()
        exported(world.app, kept)
        return made

    made = begin_with(name, pack)
    shutil.copytree(kept, folder)
    shutil.copy(key_beside(kept), key_beside(folder))
    return made


def _let_much_happen(world: World) -> Lived:
    """Have cases, cards, pictures, a hold, somebody kept out and somebody gone."""
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
    _run_and_read(world, operator, held)
    world.session_of(ivy)
    with world.writing():
        rights.ask_erasure(leaving, rights.Wish(), utcnow())
    return Lived(held, kept_out, gone)


def _run_and_read(world: World, operator: int, post: int) -> None:
    """Let administrators change things, members come back, and another forum come."""
    at, now = world.row(Post, post), utcnow()
    answer = world.reply(at.thread_id, "wes", f"{BODY} So it was.", now)
    known = {name: world.known(name) for name in ("ken", "rosa", "wes")}
    with world.writing():
        by = db.session.get_one(Member, operator)
        board = db.session.get_one(
            Board, db.session.get_one(Thread, at.thread_id).board_id
        )
        board.asks, board.thread_form = True, "Which inverter, which tilt?"
        words = {one: getattr(board, one) for one in BoardWords.__dataclass_fields__}
        moved = BoardWords(**words | {"slug": f"{board.slug}-2"})
        admin.change_board(by, board.id, moved, mark_of(board), now)
        admin.change_setting(by, POSTS_PER_HOUR, "7", "test", now)
        admin.note_opened(by, known["ken"], "asked", now)
        tick = db.session.get_one(Member, known["ken"])
        reactions.mark_answer(at.thread_id, answer)
        reactions.thank(tick.id, answer, now)
        reactions.bookmark(tick.id, now, post_id=answer)
        reactions.bookmark(tick.id, now, thread_id=at.thread_id)
        for mark in db.session.scalars(select(Bookmark)).all():
            reactions.keep_note(tick.id, mark.id, TITLE)
        reactions.ignore(tick, known["rosa"], now)
        make_token(tick.id, now)
        begun = Draft(TITLE, reason=TITLE, once="of-a-window")
        where = DraftPlace(post_id=answer)
        boards.keep_draft(known["wes"], where, begun, "", now, revision=1)
    with TemporaryDirectory() as folder:
        taken(world.app, files(Path(folder)))


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
    """Return every row of a forum, its sealed columns opened.

    Without the marks of pages: they only tell that something was written.
    """
    with app.app_context():
        rows = {
            table.name: [
                {column.name: row[column.name] for column in table.columns}
                for row in db.session.execute(select(table)).mappings()
            ]
            for table in Base.metadata.sorted_tables
            if table.name != PageVersion.__tablename__
        }
        db.session.remove()
    return rows
