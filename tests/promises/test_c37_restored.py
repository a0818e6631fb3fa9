"""C37: no worker that is killed and no backup that comes back undoes an erasure."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.engine import URL

from forum.boards.models import Post
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job
from forum.members.models import Member
from forum.members.registry.models import Account
from forum.rights import actions
from forum.rights.models import Erasure, Fate
from tests.kept import BeginWith
from tests.postgres import binaries
from tests.promises.canaries import Canaries, begun_with
from tests.promises.places import dump, files, left, tables
from tests.rights.leaving import erased
from tests.world import World

ROOT = Path(__file__).parents[2]
THREADS = 30
PATIENCE = 180.0
LEDGER = "erasures.jsonl"


@pytest.fixture
def canaries(world: World, begin_with: BeginWith, home: Path) -> Canaries:
    """Return somebody who left a word in everything."""
    return begun_with(begin_with, world, home)


def address(app: Flask) -> URL:
    """Return the address of the database."""
    with app.app_context():
        return db.engine.url


@contextmanager
def command(app: Flask, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command of the forum as an operator does, in a process of its own."""
    settings = app.extensions["settings"]
    url = address(app)
    said = "" if url.drivername == "sqlite" else url.render_as_string(False)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "wsgi", *words],
        cwd=ROOT,
        env=os.environ | {"FORUM_HOME": str(settings.home), "FORUM_DATABASE_URL": said},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            yield process
        finally:  # or it goes on with the forums of other tests
            process.kill()


def said_by(app: Flask, *words: str) -> str:
    """Run a command of the forum to its end; return what it said."""
    kept = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    done = app.test_cli_runner().invoke(args=words)
    for one, handler in kept.items():
        signal.signal(one, handler)
    assert done.exit_code == 0, done.output
    return done.output


def of_theirs(world: World, member: int) -> int:
    """Return how many posts still stand under the member."""
    with world.reading():
        db.session.rollback()
        theirs = select(func.count()).where(Post.author_id == member)
        return db.session.scalar(theirs) or 0


def is_clean(at: Canaries, fate: Fate, *places: Path) -> bool:
    """Say whether nothing is left of them anywhere."""
    app = at.world.app
    words = [*at.words, *at.called, *(at.said if fate is Fate.REDACT else [])]
    assert left(words, tables(app)) == []
    assert left(words, dump(app)) == []
    assert left(words, files(*places)) == []
    return True


def talkative(world: World) -> Canaries:
    """Return somebody who opened many threads, with a word of theirs in each."""
    at = Canaries(world, handle="zq-quill", name="Zqelda Quillmarker")
    at.member = world.member(at.handle, name=at.name)
    at.email = at.before = f"{at.handle}@example.com"
    at.phone = "802 555 0142"
    with world.writing():
        theirs = update(Account).where(Account.member_id == at.member)
        db.session.execute(theirs.values(phone=at.phone))
    for place in range(THREADS):
        said = f"One more word of mine, {at.mint()}."
        when = utcnow() - timedelta(days=60) + timedelta(hours=4 * place)
        world.thread(at.handle, title=f"{said} {place}", body=said, at=when)
    world.run_jobs()
    return at


@pytest.mark.timeout(400)
def test_a_worker_that_is_killed_midway_leaves_the_rest_to_the_next(
    app: Flask, world: World, home: Path
) -> None:
    at = talkative(world)
    with world.writing():
        wish = actions.Wish(Fate.REDACT)
        asked = actions.erase_now(at.member, wish, utcnow()).id
    before = of_theirs(world, at.member)
    assert before == THREADS

    with command(app, "work") as worker:
        end = time.monotonic() + PATIENCE
        while of_theirs(world, at.member) > before - 8:
            assert worker.poll() is None
            assert time.monotonic() < end
            time.sleep(0.005)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()

    midway = of_theirs(world, at.member)
    assert 0 < midway < before
    assert world.row(Erasure, asked).done_at is None
    with world.writing():  # the time a worker has for a job is over
        db.session.execute(update(Job).values(locked_until=utcnow()))
    with command(app, "work", "--once") as following:
        said, _ = following.communicate(timeout=PATIENCE)
        assert following.returncode == 0, said.decode()
    done = world.row(Erasure, asked)
    assert done.done_at is not None
    assert done.found_after == 0
    assert of_theirs(world, at.member) == 0
    assert is_clean(at, Fate.REDACT, home)


@contextmanager
def backup(app: Flask, folder: Path) -> Iterator[Callable[[], None]]:
    """Copy database, pictures and copies as an operator does; hand out the way back."""
    settings = app.extensions["settings"]
    kept = [settings.storage_folder, settings.home / "copies"]
    for one in kept:
        shutil.copytree(one, folder / one.name)
    back = _database_kept(app, folder)

    def restore() -> None:
        back()
        for one in kept:
            shutil.rmtree(one, ignore_errors=True)
            shutil.copytree(folder / one.name, one)

    yield restore


def _database_kept(app: Flask, folder: Path) -> Callable[[], None]:
    url = address(app)
    with app.app_context():
        db.session.remove()
    if url.drivername == "sqlite":
        return _file_kept(app, folder / "copy.sqlite3")
    programs = binaries()
    assert programs is not None
    plain = url.set(drivername="postgresql").render_as_string(False)
    file = str(folder / "dump")
    made = [str(programs / "pg_dump"), "-Fc", "-f", file, plain]
    subprocess.run(made, check=True)  # noqa: S603 - of the installed server

    def restore() -> None:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        back = [str(programs / "pg_restore"), "--clean", "--if-exists", "-d", plain]
        subprocess.run([*back, file], check=True)  # noqa: S603 - as above

    return restore


def _file_kept(app: Flask, copy: Path) -> Callable[[], None]:
    file = Path(str(address(app).database))
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", [str(copy)])

    def restore() -> None:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        for one in file.parent.glob(f"{file.name}*"):
            one.unlink()
        shutil.copy(copy, file)

    return restore


@pytest.mark.timeout(400)
@pytest.mark.parametrize("fate", list(Fate))
def test_a_backup_of_before_is_cleared_by_the_ledger(
    app: Flask, canaries: Canaries, home: Path, tmp_path: Path, fate: Fate
) -> None:
    world = canaries.world
    storage = app.extensions["settings"].storage_folder
    with backup(app, tmp_path) as restore:
        erased(world, canaries.member, fate)
        assert is_clean(canaries, fate, home, storage)

        restore()
        back = left([*canaries.words, *canaries.called], tables(app))
        assert len(back) > 150
        assert list((home / "copies").glob("*.zip"))
        said = said_by(app, "erase", "--replay")

    assert "1 erased again" in said
    said_by(app, "work", "--once")
    assert is_clean(canaries, fate, home, storage)
    assert not list((home / "copies").glob("*.zip"))
    assert not [one for one in storage.rglob("*") if one.is_file()]
    assert world.row(Member, canaries.member).is_former
    assert "erased again" in said_by(app, "erase", "--replay")


def test_details_that_were_ticked_are_destroyed_again(
    app: Flask, world: World, home: Path, tmp_path: Path
) -> None:
    (home / LEDGER).unlink(missing_ok=True)
    (home / "copies").mkdir(exist_ok=True)
    storage = app.extensions["settings"].storage_folder
    storage.mkdir(parents=True, exist_ok=True)
    number, kept = "802-555-0142", "802-555-0177"
    thread = world.thread("rosa", body=f"Call {number}, or at home {kept}.")
    post = world.opening_post(thread)
    member = world.member_id("rosa")
    with backup(app, tmp_path) as restore:
        erased(world, member, passages={post: [number]})
        restore()

    assert number in world.row(Post, post).html
    assert number not in (home / LEDGER).read_text()
    said_by(app, "erase", "--replay")
    said_by(app, "work", "--once")

    html = world.row(Post, post).html
    assert kept in html
    assert number not in html
    assert left([number], tables(app), dump(app)) == []


def test_the_ledger_knows_better_than_the_backup_what_was_wished(
    app: Flask, world: World, home: Path, tmp_path: Path
) -> None:
    (home / LEDGER).unlink(missing_ok=True)
    (home / "copies").mkdir(exist_ok=True)
    app.extensions["settings"].storage_folder.mkdir(parents=True, exist_ok=True)
    thread = world.thread("rosa", body="The zzword of mine is here.")
    member = world.member_id("rosa")
    with world.writing():
        asked = actions.ask_erasure(member, actions.Wish(Fate.KEEP), utcnow())
    with backup(app, tmp_path) as restore:
        with world.writing():
            actions.cancel(db.session.get_one(Erasure, asked.id), utcnow())
        erased(world, member, Fate.REDACT)
        restore()

    said_by(app, "erase", "--replay")
    said_by(app, "work", "--once")

    assert "zzword" not in world.row(Post, world.opening_post(thread)).html
    assert left(["zzword"], tables(app), dump(app)) == []
