"""What no post shows is not kept: neither rows nor files."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import run_due
from forum.core.retention import sweep
from forum.images import actions, jobs
from forum.images.models import Image
from forum.images.taking import take
from tests.browser import Browser
from tests.images.pictures import added, attached, jpeg, shown, waiting
from tests.world import World

pytestmark = pytest.mark.usefixtures("folder")
DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def rosa_is_there(world: World) -> None:
    """Make the member who adds the pictures."""
    world.member("rosa")


def swept(world: World, now: datetime) -> dict[str, int]:
    """Keep the retention schedule; return what of it is about pictures."""
    with world.reading():
        gone = sweep(now)
    world.run_jobs()
    return {what: count for what, count in gone.items() if "picture" in what}


def age(folder: Path, by: timedelta) -> None:
    """Let files be older than they are."""
    for path in folder.iterdir():
        at = path.stat().st_mtime - by.total_seconds()
        os.utime(path, (at, at))


def test_a_picture_that_was_not_posted_goes_after_a_day(
    world: World, folder: Path
) -> None:
    added(world, "rosa")

    before = swept(world, utcnow() + DAY - HOUR)
    kept = waiting(world, "rosa")
    after = swept(world, utcnow() + DAY)
    with world.reading():  # the files go when tomorrow has come
        run_due(utcnow() + DAY + HOUR)

    assert set(before.values()) == {0}
    assert len(kept) == 1
    assert after["pictures and files added to posts that were not sent"] == 1
    assert waiting(world, "rosa") == ()
    assert list(folder.iterdir()) == []


def test_a_picture_of_a_post_stays(world: World, folder: Path) -> None:
    post = world.opening_post(world.thread("rosa"))
    attached(world, "rosa", post, added(world, "rosa"))
    age(folder, 400 * DAY)

    gone = swept(world, utcnow() + 400 * DAY)

    assert set(gone.values()) == {0}
    assert len(shown(world, post)) == 1
    assert len(list(folder.iterdir())) == 2


def test_files_whose_picture_was_never_kept_go_after_a_day(
    world: World, folder: Path
) -> None:
    with world.reading():
        actions.store(take(jpeg()))
    (folder / ("0" * 32 + ".part")).write_bytes(b"half a pict")
    age(folder, DAY - HOUR)

    before = swept(world, utcnow())
    age(folder, HOUR)
    after = swept(world, utcnow())

    assert set(before.values()) == {0}
    assert after["picture files that belong to nothing"] == 3
    assert list(folder.iterdir()) == []


def test_files_of_a_deleted_thread_go_too(world: World, folder: Path) -> None:
    added(world, "rosa")
    with world.writing():
        db.session.execute(delete(Image))
    age(folder, DAY)

    swept(world, utcnow())

    assert list(folder.iterdir()) == []


def test_what_an_operator_put_into_the_folder_is_left_alone(
    world: World, folder: Path
) -> None:
    folder.mkdir(mode=0o700)
    (folder / "lost+found.txt").write_text("A note")
    age(folder, 400 * DAY)

    swept(world, utcnow())

    assert [path.name for path in folder.iterdir()] == ["lost+found.txt"]


def test_many_files_are_asked_about_in_parts(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "ASKED_AT_ONCE", 3)
    for _ in range(4):
        added(world, "rosa")
    age(folder, DAY)
    names = [f"{number:032x}.jpg" for number in range(5)]
    for name in names:
        (folder / name).write_bytes(b"x")
    age(folder, DAY)

    gone = swept(world, utcnow())

    assert gone["picture files that belong to nothing"] == 5
    assert len(list(folder.iterdir())) == 8


def test_the_public_page_says_how_long_pictures_are_kept(guest: Browser) -> None:
    page = guest.visit("/privacy/retention")

    assert "Pictures and files added to posts that were not sent" in page.text
    assert "Picture files that belong to nothing" in page.text
