"""Makes a forum of 10,000 to 10,000,000 posts in minutes.

    python -m tests.bench.planting --posts N [--database URL] FOLDER

Members and boards come through the ordinary actions; threads, posts and what stands
beside them go in past the actions, in bulk, with every count as the actions keep it.
`soltrex-forum search check` and `soltrex-forum counters check` find nothing to mend.
The forum is the same each time, but for the clock: its last post is two hours old.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import click
from flask import Flask
from sqlalchemy import select

import moderation
from forum.admin.actions.boards import BoardWords, add_board
from forum.app import create_app
from forum.boards.models import Audience, Board
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member, Role
from forum.settings import load_settings
from forum.site.first_run import make_ready
from tests.bench.bulk import Bulk, PostgresBulk, SqliteBulk
from tests.bench.course import Course, came_about
from tests.bench.rows import TABLES, Planter
from tests.bench.wording import Writer
from tests.world import Outbox, World

BOARDS = 20
SPAN = timedelta(days=8 * 365)
BEFORE = timedelta(days=30)
MEMBERS_MAX, MEMBERS_MIN, PER_MEMBER = 3_000, 20, 40
AT_A_TIME = 20_000
MEMBERS_AT_A_TIME = 200
KEPT = "planted.json"
READER, WRITER, ADMINISTRATOR = "reader", "writer", "ada_op"


@dataclass(frozen=True, slots=True)
class Planted:
    """A forum that was planted, and where in it to look."""

    posts: int
    threads: int
    members: int
    endless: int
    """The thread of 5,000 posts, or of a twentieth of them all."""
    endless_posts: int
    usual: int
    """A thread with some twenty posts."""
    board: str
    seconds: float
    cpu_seconds: float
    database: str = ""

    def __str__(self) -> str:
        return (
            f"{self.posts:,} posts in {self.threads:,} threads by {self.members:,} "
            f"members: {self.seconds:.0f} s, {self.cpu_seconds:.0f} s of one core"
        )


@dataclass(slots=True)
class People:
    """Who writes, and where."""

    members: list[int] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    boards: list[tuple[int, str]] = field(default_factory=list)


def opened(folder: Path, database: str = "") -> Flask:
    """Return the application on a planted folder; it makes every page anew."""
    settings = load_settings(
        home=folder,
        database_url=database,
        require_totp="none",
        access_log="off",
        page_store_mb=0,
    )
    app = create_app(settings, (moderation,))
    app.extensions["mail"] = Outbox()
    return app


def plant(app: Flask, posts: int, tell: Callable[[str], object] = str) -> Planted:
    """Fill a new forum with so many posts."""
    begun, cpu = time.perf_counter(), time.process_time()
    now = utcnow()
    with app.app_context():
        make_ready(now)
    people = _people(World(app), posts, now - SPAN - BEFORE)
    tell(f"{len(people.members):,} members")
    chance = Random(posts)  # noqa: S311 - the same each time
    course = came_about(posts, len(people.members), len(people.boards), chance)
    tell(f"{len(course.threads):,} threads")
    with app.app_context():
        writer = Writer(chance)
        database = db.engine.url.render_as_string(hide_password=False)
        file, is_sqlite = db.engine.url.database or "", db.engine.name == "sqlite"
        db.session.remove()
        db.engine.dispose()
        bulk = SqliteBulk(file, TABLES) if is_sqlite else PostgresBulk(database, TABLES)
        with bulk:
            _fill(bulk, Planter(bulk, people.members, course, writer), people, tell)
    took, used = time.perf_counter() - begun, time.process_time() - cpu
    planted = _said(course, people, "" if is_sqlite else database, (took, used))
    (app.extensions["settings"].home / KEPT).write_text(json.dumps(_plain(planted)))
    return planted


def planted_in(folder: Path) -> Planted | None:
    """Return what was planted in a folder, if anything was."""
    path = folder / KEPT
    return Planted(**json.loads(path.read_text())) if path.exists() else None


def _plain(planted: Planted) -> dict[str, object]:
    return {name: getattr(planted, name) for name in Planted.__slots__}


def _fill(
    bulk: Bulk, planter: Planter, people: People, tell: Callable[[str], object]
) -> None:
    boards = [key for key, _ in people.boards]
    end = utcnow() - timedelta(hours=2)
    planter.begin(boards, people.handles, (end - SPAN, end))
    total = len(planter.course.thread_of)
    for first in range(0, total, AT_A_TIME):
        planter.posts(range(first, min(first + AT_A_TIME, total)))
        tell(f"{min(first + AT_A_TIME, total):,} posts")
    planter.end(boards)
    tell("indexes")
    bulk.finish(TABLES)


def _said(
    course: Course, people: People, database: str, took: tuple[float, float]
) -> Planted:
    usual = next(
        (n for n, line in enumerate(course.threads) if n and 20 <= line.count < 30),
        min(1, len(course.threads) - 1),
    )
    return Planted(
        posts=len(course.thread_of),
        threads=len(course.threads),
        members=len(people.members),
        endless=course.endless + 1,
        endless_posts=course.threads[course.endless].count,
        usual=usual + 1,
        board=people.boards[course.threads[usual].board][1],
        seconds=took[0],
        cpu_seconds=took[1],
        database=database,
    )


def _people(world: World, posts: int, joined: datetime) -> People:
    """Make members and boards by the ordinary actions."""
    people = People()
    administrator = world.member(ADMINISTRATOR, Role.ADMINISTRATOR)
    for handle in (READER, WRITER):
        world.member(handle)
    _more_boards(world, administrator)
    count = max(MEMBERS_MIN, min(MEMBERS_MAX, posts // PER_MEMBER))
    names = (f"owner{number}" for number in range(1, count + 1))
    while some := list(islice(names, MEMBERS_AT_A_TIME)):
        with world.writing():
            people.members += [world.joined(name, at=joined).id for name in some]
        people.handles += some
    with world.reading():
        open_to_all = select(Board).where(Board.write != Audience.STAFF)
        boards = db.session.scalars(open_to_all.order_by(Board.id))
        people.boards = [(board.id, board.slug) for board in boards]
    return people


def _more_boards(world: World, administrator: int) -> None:
    with world.writing():
        there = list(db.session.scalars(select(Board).order_by(Board.id)))
        groups = [board.group_id for board in there]
        actor = db.session.get_one(Member, administrator)
        for number in range(len(there), BOARDS):
            words = BoardWords(
                f"Corner {number}",
                f"corner-{number}",
                f"What else is to be said, part {number}.",
                "",
                "chat",
                groups[number % len(groups)],
                Audience.EVERYBODY,
                Audience.MEMBERS,
                number % 2 == 0,
                "",
            )
            add_board(actor, words, utcnow())


@click.command(help=__doc__)
@click.option("--posts", type=click.IntRange(100), required=True)
@click.option("--database", default="", help="Where, if not in the folder.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(posts: int, database: str, folder: Path) -> None:
    """Plant a forum and say how long it took."""
    if planted_in(folder):
        raise click.ClickException(f"{folder} has a forum already.")
    begun = time.perf_counter()

    def tell(said: str) -> None:
        click.echo(f"{time.perf_counter() - begun:7.0f} s  {said}", err=True)

    click.echo(plant(opened(folder, database), posts, tell))


if __name__ == "__main__":
    main()
