"""Boards that only members or only staff read: for others they are not there."""

from collections.abc import Iterator

import pytest

from forum.boards.models import Audience, Post
from tests.boards.acts import counted, open_to
from tests.browser import Browser
from tests.world import World

NOT_FOUND = "We cannot find this page"
SECRET_TITLE = "Which of our members fell behind with the fee?"
SECRET = "Three of them, says the ledger of the co-operative."
HIDDEN_FROM_GUESTS = [Audience.MEMBERS, Audience.STAFF]


def within(world: World, audience: Audience) -> int:
    """Open a thread on a board that only some may read."""
    thread = world.thread(title=SECRET_TITLE, body=SECRET, board="schools-coops")
    open_to(world, "schools-coops", audience)
    return thread


def addresses(world: World, thread: int) -> Iterator[str]:
    """Return every address under which a thread could be read."""
    yield f"/t/{thread}"
    yield world.url(thread)
    yield f"/t/{thread}/feed.atom"
    yield f"/p/{world.opening_post(thread)}"
    yield "/b/schools-coops"
    yield "/b/schools-coops?show=unanswered"
    yield "/b/schools-coops/feed.atom"


@pytest.mark.parametrize("audience", HIDDEN_FROM_GUESTS)
def test_guests_do_not_find_a_hidden_board(
    guest: Browser, world: World, audience: Audience
) -> None:
    thread = within(world, audience)

    for path in addresses(world, thread):
        page = guest.visit(path)
        assert page.status == 404, path
        assert SECRET not in page.html
        assert SECRET_TITLE not in page.html


@pytest.mark.parametrize("audience", HIDDEN_FROM_GUESTS)
def test_a_hidden_board_shows_through_nowhere(
    guest: Browser, world: World, audience: Audience
) -> None:
    thread = within(world, audience)
    world.reply(thread)

    for path in ("/", "/latest", "/feed.atom", "/m/ken"):
        page = guest.visit(path)
        assert page.status == 200
        assert SECRET_TITLE not in page.html
        assert "schools-coops" not in page.html
        assert "Schools and co-ops" not in page.html


def test_members_read_what_is_for_members(rosa: Browser, world: World) -> None:
    thread = within(world, Audience.MEMBERS)

    assert SECRET in rosa.visit(world.url(thread)).text
    assert rosa.visit(f"/p/{world.opening_post(thread)}").status == 200
    for path in ("/", "/latest", "/b/schools-coops"):
        assert SECRET_TITLE in rosa.visit(path).text


def test_members_do_not_find_what_is_for_staff(rosa: Browser, world: World) -> None:
    thread = within(world, Audience.STAFF)

    for path in [*addresses(world, thread), "/b/schools-coops/new"]:
        assert rosa.visit(path).heading == NOT_FOUND, path
    for path in ("/", "/latest"):
        assert SECRET_TITLE not in rosa.visit(path).html


def test_members_cannot_write_where_they_cannot_read(
    rosa: Browser, world: World
) -> None:
    thread = within(world, Audience.STAFF)
    elsewhere = world.thread("eva")
    before = counted(world, Post)
    rosa.visit(f"/t/{elsewhere}/reply")
    fields = rosa.page.values("/reply")
    fields["body"] = "Let me add to this."

    page = rosa.post(f"/t/{thread}/reply", fields)

    assert page.status == 404
    assert counted(world, Post) == before


def test_members_cannot_report_what_they_cannot_read(
    rosa: Browser, world: World
) -> None:
    thread = within(world, Audience.STAFF)

    page = rosa.visit(f"/p/{world.opening_post(thread)}/flag")

    assert page.heading == NOT_FOUND


def test_staff_read_what_is_for_staff(mo: Browser, world: World) -> None:
    thread = within(world, Audience.STAFF)

    assert SECRET in mo.visit(world.url(thread)).text
    assert SECRET_TITLE in mo.visit("/latest").text


def test_even_staff_do_not_have_hidden_boards_in_their_feeds(
    mo: Browser, world: World
) -> None:
    thread = within(world, Audience.MEMBERS)

    assert SECRET_TITLE not in mo.visit("/feed.atom").html
    assert mo.visit(f"/t/{thread}/feed.atom").status == 404


def test_only_staff_open_threads_where_only_staff_write(rosa: Browser) -> None:
    board = rosa.visit("/b/announcements")

    page = rosa.visit("/b/announcements/new")

    assert board.status == 200
    assert not board.soup.select("a[href='/b/announcements/new']")
    assert page.status == 403
    assert "Only the SolTrex team opens threads on this board." in page.text
