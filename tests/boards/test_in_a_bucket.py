"""Photos and files in a bucket: posted, destroyed for good, and what if it is away."""

import io
import zipfile
from datetime import timedelta

import pytest
from flask import Flask

from forum.boards.models import Post
from forum.core.bucket import BucketFiles, Place
from forum.core.clock import utcnow
from forum.core.files import StoreAway
from forum.core.jobs import Job
from forum.core.keys import Keys
from forum.core.retention import sweep
from forum.core.stores import COPIES, PICTURES
from forum.images.models import Image
from forum.members.models import MemberSession
from tests.boards.acts import body_of, counted
from tests.boards.test_files import PLAIN as LOG
from tests.boards.test_files import added as added_file
from tests.boards.test_files import linked
from tests.boards.test_photos import PLAIN as PHOTO
from tests.boards.test_photos import SAID, added, pictures, the_alt
from tests.boards.test_taking_back import taken_back
from tests.browser import Browser
from tests.bucket import SECRET, S3Server
from tests.members.provider.real import free_port
from tests.world import World


@pytest.fixture
def place(app: Flask, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Let the forum keep its files in a bucket that has versions."""
    place = s3_server.place(with_versions=True)
    keys: Keys = app.extensions["keys"]
    monkeypatch.setitem(app.extensions, PICTURES, BucketFiles(place, "images"))
    monkeypatch.setitem(app.extensions, COPIES, BucketFiles(place, "copies", keys))
    return place


def goes_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody answer where the bucket was."""
    gone = f"http://127.0.0.1:{free_port()}"
    nobody = Place(gone, "us-east-1", "bucket", "", "id", SECRET)
    monkeypatch.setitem(app.extensions, PICTURES, BucketFiles(nobody, "images"))


def test_what_was_posted_is_read_and_destroyed_with_all_versions(
    rosa: Browser, guest: Browser, world: World, place: Place, s3_server: S3Server
) -> None:
    thread = world.thread("ken")
    page = added(rosa, thread, PHOTO)
    page = rosa.submit("/reply", more={the_alt(page): "A gray roof"})
    seen = guest.visit(page.path)
    assert guest.client.get(pictures(seen)[0]).status_code == 200
    (image,) = world.rows(Image)
    assert image.post_id is not None
    assert len(s3_server.everything(place.bucket)) == 2

    taken_back(rosa, image.post_id, pictures=str(image.id))
    world.run_jobs()

    assert guest.client.get(pictures(seen)[0]).status_code == 404
    assert s3_server.everything(place.bucket) == {}


@pytest.mark.usefixtures("place")
def test_a_file_is_posted_and_saved_by_readers(
    rosa: Browser, guest: Browser, world: World
) -> None:
    added_file(rosa, world.thread("ken"), LOG)
    page = rosa.submit("/reply")

    (address,) = linked(guest.visit(page.path))

    assert guest.client.get(address).data == LOG[1]


def test_a_copy_of_ones_data_lies_there_sealed_and_goes_after_its_time(
    rosa: Browser, world: World, place: Place, s3_server: S3Server
) -> None:
    rosa.visit("/my/export")
    rosa.submit("/my/export")
    world.run_jobs()

    with rosa.client.get("/my/export/file") as answer:
        archive = zipfile.ZipFile(io.BytesIO(answer.data))

    assert "index.html" in archive.namelist()
    (lies_there,) = s3_server.everything(place.bucket).values()
    assert b"index.html" not in lies_there
    with world.reading():
        sweep(utcnow() + timedelta(days=8))
    assert s3_server.everything(place.bucket) == {}


@pytest.mark.usefixtures("place")
def test_a_photo_that_cannot_be_kept_costs_no_word(
    app: Flask, rosa: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_away(app, monkeypatch)

    page = added(rosa, world.thread("ken"), PHOTO)

    assert page.status == 422
    assert "We could not store this photo just now" in page.text
    assert body_of(page) == SAID
    assert world.rows(Image) == []


@pytest.mark.usefixtures("place")
def test_a_post_whose_file_cannot_be_written_is_handed_back(
    app: Flask, rosa: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    added_file(rosa, world.thread("ken"), LOG)
    posts = counted(world, Post)
    goes_away(app, monkeypatch)

    page = rosa.submit("/reply", body="A text that took me long to write.")

    assert (page.status, page.headers["Retry-After"]) == (503, "60")
    assert "Photos and files cannot be reached right now." in page.text
    assert "A text that took me long to write." in page.text
    assert counted(world, Post) == posts


@pytest.mark.usefixtures("place")
def test_while_it_is_away_pages_are_read_and_words_taken_back(
    app: Flask,
    rosa: Browser,
    guest: Browser,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = added(rosa, world.thread("ken"), PHOTO)
    page = rosa.submit("/reply", more={the_alt(page): "A gray roof"})
    (image,) = world.rows(Image)
    assert image.post_id is not None
    with monkeypatch.context() as for_a_while:
        goes_away(app, for_a_while)
        seen = guest.visit(page.path)
        picture = guest.visit(pictures(seen)[0])
        receipt = taken_back(rosa, image.post_id, pictures=str(image.id))
        world.run_jobs()

    assert (seen.status, picture.status, receipt.status) == (200, 503, 200)
    assert "Photos destroyed" in receipt.text
    assert "EndpointConnectionError" in caplog.text
    assert SECRET not in caplog.text
    (waiting,) = [one for one in world.rows(Job) if one.kind == "remove files"]
    assert waiting.attempts == 1
    world.run_jobs(later=timedelta(minutes=1))
    with app.app_context():
        assert not list(app.extensions[PICTURES].names())


@pytest.mark.usefixtures("place", "rosa")
def test_a_bucket_that_is_away_keeps_nothing_else_from_being_deleted(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_away(app, monkeypatch)
    assert counted(world, MemberSession) == 1

    with world.reading(), pytest.raises(StoreAway):
        sweep(utcnow() + timedelta(days=30))

    assert counted(world, MemberSession) == 0
