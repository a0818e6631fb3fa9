"""Pictures are shown to whoever may see their post, inert, and say nothing else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image as Pillow
from sqlalchemy import event
from werkzeug.test import TestResponse

from forum.core.db import db
from forum.images.access import Access
from forum.images.containers import jpeg_parts, png_parts, webp_parts
from forum.images.models import Image
from forum.members.models import MemberSession
from tests.browser import Browser
from tests.images.conftest import Answer
from tests.images.pictures import (
    FIXTURES,
    MANIFEST,
    SECRET,
    TALKATIVE,
    added,
    attached,
    jpeg,
    opened,
    plain,
    saved,
    shown,
    waiting,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("folder")

LEFT = re.compile(
    rb"Exif\0\0|http://ns\.adobe\.com/|Photoshop 3\.0|8BIM|eXIf|iTXt|zTXt|tEXt|EXIF"
    rb"|XMP |xmpmeta|ICC_PROFILE|iCCP|ICCP|GPSLatitude|Pixeltone|<script"
)
HIDING: dict[str, Callable[[], bytes]] = {
    **TALKATIVE,
    **{name: (FIXTURES / name).read_bytes for name in MANIFEST},
}


def fetched(browser: Browser, path: str, **headers: str) -> TestResponse:
    """Ask for a picture as a page does."""
    client: FlaskClient = browser.client
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=named)


@pytest.fixture
def posted(world: World) -> str:
    """Return the address of a picture in a post of Ken's."""
    post = world.opening_post(world.thread("ken"))
    attached(world, "ken", post, added(world, "ken"))
    return shown(world, post)[0].url


@pytest.mark.parametrize("what", HIDING)
def test_no_picture_that_is_shown_hides_anything(
    world: World, rosa: Browser, what: str
) -> None:
    original = HIDING[what]()
    added(world, "rosa", original)

    (picture,) = waiting(world, "rosa")
    served = [fetched(rosa, url).data for url in (picture.url, picture.thumb_url)]

    assert what in MANIFEST or SECRET in original or b"zTXt" in original
    for content in served:
        assert not LEFT.search(content)
        assert SECRET not in content
        assert parts_of(content) <= PIXELS_ONLY
        assert set(opened(content).info) <= {"jfif", "jfif_version", "jfif_unit"} | {
            *("jfif_density", "progressive", "progression", "loop", "timestamp"),
            *("background", "duration"),
        }


PIXELS_ONLY = {
    *(b"IHDR", b"IDAT", b"IEND", b"VP8X", b"VP8 ", b"ALPH"),
    *(bytes([marker]) for marker in (0xE0, 0xDB, 0xC0, 0xC4, 0xDA)),
}


def parts_of(content: bytes) -> set[bytes]:
    """Return the names of the parts of a file, and look at its very end."""
    if content.startswith(b"\xff\xd8"):
        assert content.index(b"\xff\xd9") == len(content) - 2
        return {part.name for part in jpeg_parts(content)}
    parts = list((png_parts if content[1:4] == b"PNG" else webp_parts)(content))
    assert parts[-1].end == len(content)
    return {part.name for part in parts}


@pytest.mark.parametrize(
    ("content", "mimetype", "ending"),
    [
        (jpeg(), "image/jpeg", "jpg"),
        (saved(plain("L"), "PNG"), "image/png", "png"),
        (saved(plain("RGBA"), "WEBP"), "image/webp", "webp"),
    ],
    ids=["JPEG", "PNG", "WebP"],
)
def test_a_picture_is_sent_as_what_it_is_and_can_do_nothing(
    world: World, rosa: Browser, content: bytes, mimetype: str, ending: str
) -> None:
    added(world, "rosa", content)
    (picture,) = waiting(world, "rosa")

    for url in (picture.url, picture.thumb_url):
        answer = fetched(rosa, url)

        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == mimetype
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = "sandbox; default-src 'none'"
        assert answer.headers["Content-Security-Policy"] == policy
        name = f'inline; filename="picture.{ending}"'
        assert answer.headers["Content-Disposition"] == name
        assert Pillow.MIME[opened(answer.data).format or ""] == mimetype


def test_a_picture_of_a_form_is_shown_to_who_added_it_only(
    world: World, rosa: Browser, ken: Browser, mo: Browser, guest: Browser
) -> None:
    added(world, "rosa")
    (picture,) = waiting(world, "rosa")

    for url in (picture.url, picture.thumb_url):
        assert fetched(rosa, url).status_code == 200
        assert fetched(rosa, url).headers["Cache-Control"] == "private, no-store"
        for other in (ken, mo, guest):
            assert fetched(other, url).status_code == 404


def test_not_even_a_public_post_shows_pictures_of_a_form(
    world: World, rosa: Browser, guest: Browser, posts_are: Answer
) -> None:
    posts_are(Access.EVERYBODY)
    added(world, "rosa")
    (picture,) = waiting(world, "rosa")

    assert fetched(guest, picture.url).status_code == 404
    assert fetched(rosa, picture.url).status_code == 200


def test_everybody_sees_the_pictures_of_a_public_post(
    guest: Browser, rosa: Browser, posted: str, posts_are: Answer
) -> None:
    posts_are(Access.EVERYBODY)

    answer = fetched(guest, posted)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert fetched(rosa, posted).status_code == 200


def test_what_only_this_viewer_may_see_is_not_kept_anywhere(
    rosa: Browser, posted: str, posts_are: Answer
) -> None:
    posts_are(Access.VIEWER)

    answer = fetched(rosa, posted)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_nor_is_it_if_a_guest_may_see_it_by_chance(
    guest: Browser, posted: str, posts_are: Answer
) -> None:
    posts_are(Access.VIEWER)

    assert fetched(guest, posted).headers["Cache-Control"] == "private, no-store"


def test_pictures_of_a_hidden_post_are_as_if_they_were_not(
    rosa: Browser, ken: Browser, guest: Browser, posted: str, posts_are: Answer
) -> None:
    posts_are(Access.NOBODY)

    for browser in (rosa, ken, guest):
        assert fetched(browser, posted).status_code == 404


def test_without_an_answer_only_the_owner_sees_a_picture(
    world: World,
    ken: Browser,
    rosa: Browser,
    guest: Browser,
    posted: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(world.app.extensions, "hook:may_see", [])

    assert fetched(ken, posted).status_code == 200
    assert fetched(rosa, posted).status_code == 404
    assert fetched(guest, posted).status_code == 404


def test_of_several_answers_the_strictest_counts(
    world: World, guest: Browser, posted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [lambda *_: Access.NOBODY, lambda *_: Access.EVERYBODY]
    for order in (answers, answers[::-1]):
        monkeypatch.setitem(world.app.extensions, "hook:may_see", order)

        assert fetched(guest, posted).status_code == 404


def test_who_asks_and_for_which_post_is_handed_on(
    world: World, rosa: Browser, posted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int | None, int]] = []

    def answer(viewer: object, post_id: int) -> Access:
        asked.append((getattr(viewer, "id", None), post_id))
        return Access.EVERYBODY

    monkeypatch.setitem(world.app.extensions, "hook:may_see", [answer])

    fetched(rosa, posted)

    (row,) = world.rows(Image)
    assert asked == [(world.member_id("rosa"), row.post_id)]


def test_a_picture_that_a_browser_has_is_not_sent_again(
    guest: Browser, posted: str, posts_are: Answer
) -> None:
    posts_are(Access.EVERYBODY)
    tag = fetched(guest, posted).headers["ETag"]

    again = fetched(guest, posted, If_None_Match=tag)
    small = fetched(guest, posted.replace(".jpg", "-small.jpg"), If_None_Match=tag)

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "public, no-cache"
    assert small.status_code == 200


def test_a_browser_that_has_it_does_not_see_it_once_it_is_hidden(
    guest: Browser, posted: str, posts_are: Answer
) -> None:
    posts_are(Access.EVERYBODY)
    tag = fetched(guest, posted).headers["ETag"]
    posts_are(Access.NOBODY)

    assert fetched(guest, posted, If_None_Match=tag).status_code == 404


@pytest.mark.parametrize("access", Access)
def test_guests_get_no_cookie_and_nothing_is_written(
    world: World, guest: Browser, posted: str, posts_are: Answer, access: Access
) -> None:
    posts_are(access)
    written = []

    def note(*said: object) -> None:
        if not str(said[2]).startswith(("SELECT", "BEGIN", "PRAGMA")):
            written.append(said[2])

    with world.reading():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        answer = fetched(guest, posted)
    finally:
        event.remove(engine, "before_cursor_execute", note)

    assert "Set-Cookie" not in answer.headers
    assert world.rows(MemberSession) == []
    assert written == []


@pytest.mark.parametrize(
    "file",
    [
        "0123456789abcdef0123456789abcdef.jpg",
        "..%2f..%2fforum.sqlite3",
        "../keys/secret_key",
        "%2e%2e/keys/secret_key",
        "secret_key",
        "x.jpg",
        "0123456789abcdef0123456789abcdef.part",
        "0123456789abcdef0123456789abcdef.jpg%00.png",
        "",
    ],
)
def test_what_is_no_picture_of_ours_is_not_found(guest: Browser, file: str) -> None:
    assert fetched(guest, f"/attachments/{file}").status_code == 404


def test_a_picture_has_one_ending_only(
    guest: Browser, posted: str, posts_are: Answer
) -> None:
    posts_are(Access.EVERYBODY)

    for other in (".png", ".jpeg", ".html", "", "-large.jpg", ".JPG", ".jpg/"):
        assert fetched(guest, posted.replace(".jpg", other)).status_code == 404


def test_a_file_that_was_lost_is_not_found(
    guest: Browser, posted: str, posts_are: Answer, folder: Path
) -> None:
    posts_are(Access.EVERYBODY)
    for path in folder.iterdir():
        path.unlink()

    assert fetched(guest, posted).status_code == 404
