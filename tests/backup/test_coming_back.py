"""A forum comes back from its backup as it was, quiet until somebody looked at it."""

import gzip
import shutil
from pathlib import Path

import pytest
from flask import Flask

from forum.core.clock import utcnow
from forum.core.read_only import ReadOnly
from forum.members.registry import registry
from forum.rights.jobs import LEDGER
from tests.backup.places import Place, backed_up, run
from tests.browser import Browser
from tests.images.pictures import added, attached
from tests.kept import BeginWith
from tests.promises.moving import lived_in, stored
from tests.rights.leaving import erased
from tests.world import World

QUIET = {ReadOnly.__tablename__, "audit_entry", "job"}
"""What a restore itself writes to: that nobody can write, and what is to be done."""


def test_everything_comes_back_as_it_was(
    world: World,
    begin_with: BeginWith,
    place: Place,
    tmp_path: Path,
    sealing: Path,
    home: Path,
) -> None:
    lived_in(world, begin_with)
    ken, before, file = world.known("ken"), stored(world.app), tmp_path / "forum.backup"

    made = backed_up(world.app, file)
    tried = run(world.app, "verify", str(file), "--identity", str(sealing))
    done = place.restored(file, sealing)

    assert (made.exit_code, tried.exit_code, done.exit_code) == (0, 0, 0), done.output
    assert f"{len(before['post'])} posts" in tried.stdout
    with place.forum() as forum:
        after = stored(forum)
        with forum.app_context():
            contact = registry().contact(ken)
        checks = [run(forum, *one) for one in CHECKS]
    for table in set(before) - QUIET:
        assert sorted(map(repr, before[table])) == sorted(map(repr, after[table])), (
            table
        )
    assert contact is not None
    assert contact.email == "ken@example.com"
    assert [one.exit_code for one in checks] == [0] * len(CHECKS)
    pictures = {path.name: path.read_bytes() for path in (home / "images").iterdir()}
    assert pictures == {
        path.name: path.read_bytes() for path in (place.home / "images").iterdir()
    }
    assert not list(home.glob(".*-*")) + list(place.home.glob(".*-*"))


CHECKS = (
    ("counters", "check"),
    ("search", "check"),
    ("audit", "verify"),
    ("read-only", "show"),
)


def test_a_forum_that_came_back_sends_nothing_until_somebody_looked(
    world: World, place: Place, tmp_path: Path
) -> None:
    thread, file = world.thread("ken"), tmp_path / "forum.backup"
    world.reply(thread, "ivy")
    backed_up(world.app, file)

    done = place.with_keys_of(world.app).restored(file)

    assert "Nobody can write, and no mail leaves it." in done.stdout, done.output
    with place.forum() as forum:
        there = World(forum, forum.extensions["mail"])
        there.run_jobs()
        guest = Browser(forum)
        assert forum.extensions["mail"].mails == []
        assert "can only be read" in guest.visit(there.url(thread)).text
        run(forum, "read-only", "on", "--until", "2099-01-01T10:00")
        there.run_jobs()
        assert forum.extensions["mail"].mails == []
        run(forum, "read-only", "off")
        there.run_jobs()
        assert forum.extensions["mail"].to("ken@example.com")


def test_whoever_was_erased_since_is_erased_again(
    world: World, place: Place, tmp_path: Path, home: Path
) -> None:
    thread, file = world.thread("wes"), tmp_path / "forum.backup"
    gone = world.known("wes")
    backed_up(world.app, file)
    erased(world, gone)
    shutil.copytree(home / "keys", place.home / "keys")
    shutil.copy(home / LEDGER, place.home / LEDGER)

    done = place.restored(file)

    assert "1 erased again" in done.stdout, done.output
    with place.forum() as forum:
        page = Browser(forum).visit(World(forum, forum.extensions["mail"]).url(thread))
        assert "wes" not in page.text


def test_erasures_that_a_backup_knows_are_written_down_where_it_comes_back(
    world: World, place: Place, tmp_path: Path, home: Path
) -> None:
    gone = world.known("wes")
    erased(world, gone)
    file = tmp_path / "forum.backup"
    backed_up(world.app, file)

    place.with_keys_of(world.app).restored(file)

    assert (place.home / LEDGER).read_text() == (home / LEDGER).read_text()


def test_what_was_taken_back_meanwhile_is_in_no_backup_made_after(
    world: World, tmp_path: Path, home: Path
) -> None:
    post = world.opening_post(world.thread("ivy"))
    attached(world, "ivy", post, added(world, "ivy"), alt="A roof")
    file = tmp_path / "forum.backup"
    for path in (home / "images").iterdir():
        path.unlink()

    made = backed_up(world.app, file)

    assert "0 files" in made.stdout


@pytest.mark.parametrize("is_sealed", [True, False])
def test_nobody_reads_names_in_a_backup(
    app: Flask, world: World, tmp_path: Path, key: Path, is_sealed: bool
) -> None:
    """Not sealed it has them as the database has them: encrypted, without the key."""
    world.known("rosa")
    public = key.read_text().split()[3] if is_sealed else ""
    settings = app.extensions["settings"].model_copy(update={"backup_key": public})
    file, before = tmp_path / "forum.backup", app.extensions["settings"]
    app.extensions["settings"] = settings

    made = backed_up(app, file)

    app.extensions["settings"] = before
    content, keys = file.read_bytes(), app.extensions["keys"]
    content = content if is_sealed else gzip.decompress(content)
    assert made.exit_code == 0
    assert ("brings no keys along" in made.output) is not is_sealed
    for word in ("rosa@example.com", keys.secret, keys.data_keys[0]):
        assert word.encode() not in content
    assert (b"rosa" in content) is not is_sealed


def test_doctor_says_when_the_last_one_was_made(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "forum.backup"
    before = run(app, "doctor").stdout

    backed_up(app, file)
    made = run(app, "doctor").stdout
    run(app, "verify", str(file))
    tried = run(app, "doctor").stdout

    assert "backups: none yet" in before
    assert f"backups: made {utcnow():%Y-%m-%d}" in made
    assert "tried out never" in made
    assert f"tried out {utcnow():%Y-%m-%d}" in tried
