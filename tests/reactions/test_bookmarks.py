"""Bookmarks: private, with a note, gone with what they are of."""

from datetime import timedelta

import pytest

from forum.boards import actions as boards
from forum.boards.models import Audience, PostState
from forum.core.clock import utcnow
from forum.core.retention import sweep
from forum.core.wording import Wording
from forum.reactions import actions
from forum.reactions.models import Bookmark
from forum.rights.queries import copy_of
from tests.boards.acts import become, open_to
from tests.browser import Browser
from tests.reactions.acts import notes, opened, press
from tests.rights.leaving import erased
from tests.world import TITLE, World

NOTE = "Compare with ours in March"


@pytest.fixture
def thread(world: World) -> int:
    """Return a thread of somebody's."""
    return world.thread("wes")


@pytest.fixture
def post(rosa: Browser, world: World, thread: int) -> int:
    """Return a reply in it that Rosa has bookmarked."""
    reply = world.reply(thread, "ivy")
    press(rosa, world, reply, "bookmark")
    return reply


def test_a_post_is_bookmarked_by_a_button_and_found_again(
    rosa: Browser, world: World, thread: int
) -> None:
    reply = world.reply(thread, "ivy")

    page = press(rosa, world, reply, "bookmark")
    assert page.path == world.url(thread)
    assert "Bookmarked." in page.text

    found = rosa.visit("/my/bookmarks")
    assert found.link(f"Post 2 in {TITLE}") == f"/p/{reply}"
    assert rosa.visit("/my").link("Bookmarks") == "/my/bookmarks"


def test_a_thread_is_bookmarked_and_let_go_on_its_page(
    rosa: Browser, world: World, thread: int
) -> None:
    opened(rosa, world, thread)
    rosa.submit(f"/t/{thread}/bookmark")
    assert rosa.visit("/my/bookmarks").link(TITLE).startswith(f"/t/{thread}")

    opened(rosa, world, thread)
    rosa.submit(f"/t/{thread}/unbookmark")

    assert "You have no bookmarks" in rosa.visit("/my/bookmarks").text


@pytest.mark.usefixtures("post")
def test_a_bookmark_carries_a_note(rosa: Browser) -> None:
    rosa.visit("/my/bookmarks")

    page = rosa.submit("/my/bookmarks/1", note=NOTE)

    assert page.path == "/my/bookmarks"
    assert page.values("/my/bookmarks/1")["note"] == NOTE


@pytest.mark.usefixtures("post")
def test_a_note_that_is_too_long_comes_back_as_it_was_typed(
    rosa: Browser, world: World
) -> None:
    rosa.visit("/my/bookmarks")

    page = rosa.submit("/my/bookmarks/1", note="n" * 201)

    assert page.status == 422
    assert "At most 200 characters." in page.text
    assert page.values("/my/bookmarks/1")["note"] == "n" * 201
    assert notes(world) == [""]


@pytest.mark.usefixtures("post")
def test_nobody_reaches_the_bookmarks_of_others(ken: Browser, world: World) -> None:
    page = ken.visit("/my/bookmarks")
    assert "You have no bookmarks" in page.text
    token = page.values("/sign-out")

    assert ken.post("/my/bookmarks/1", {**token, "note": NOTE}).status == 404
    ken.post("/my/bookmarks/1/remove", token)

    assert notes(world) == [""]


@pytest.mark.usefixtures("post")
def test_a_bookmark_is_removed_on_the_list(rosa: Browser, world: World) -> None:
    rosa.visit("/my/bookmarks")

    rosa.submit("/my/bookmarks/1/remove")

    assert not notes(world)


def test_what_cannot_be_read_is_left_out(
    rosa: Browser, world: World, post: int
) -> None:
    become(world, post, PostState.REMOVED, "R1")
    assert TITLE not in rosa.visit("/my/bookmarks").text

    become(world, post, PostState.PUBLISHED)
    assert TITLE in rosa.visit("/my/bookmarks").text

    open_to(world, "performance", Audience.STAFF)
    assert TITLE not in rosa.visit("/my/bookmarks").text


@pytest.mark.usefixtures("post")
def test_what_will_never_be_read_again_goes_with_the_sweep(world: World) -> None:
    open_to(world, "performance", Audience.STAFF)

    with world.reading():
        sweep(utcnow())

    assert not notes(world)


def test_words_taken_back_go_from_notes_beside_them_too(
    world: World, post: int
) -> None:
    rosa, ivy = world.known("rosa"), world.known("ivy")
    with world.writing():
        actions.keep_note(rosa, 1, "Tilt 35 degrees, says ivy")
        gone = boards.Passages(Wording(("Tilt 35 degrees",), "[taken back]"))
        boards.redact(post, gone, ivy, utcnow())

    assert notes(world) == ["[taken back], says ivy"]


def test_a_bookmark_of_a_thread_follows_its_posts(world: World, thread: int) -> None:
    other = world.thread(
        "ken",
        at=utcnow() - timedelta(hours=5),
        title="What does snow cost us in a year?",
    )
    member = world.known("rosa")
    with world.writing():
        actions.bookmark(member, utcnow(), thread_id=thread)
        boards.merge(thread, other)

    (row,) = world.rows(Bookmark)
    assert row.thread_id == other


@pytest.mark.usefixtures("post")
def test_bookmarks_are_in_the_copy_of_ones_data_and_go_with_the_account(
    rosa: Browser, world: World
) -> None:
    rosa.visit("/my/bookmarks")
    rosa.submit("/my/bookmarks/1", note=NOTE)
    with world.reading():
        rows = copy_of(world.member_id("rosa")).data["bookmark"]
    assert [row["note"] for row in rows] == [NOTE]

    erased(world, world.known("rosa"))

    assert not notes(world)
