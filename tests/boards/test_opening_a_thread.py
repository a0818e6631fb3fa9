"""Opening a thread through its form, without scripts."""

from typing import Any

import pytest

from forum.boards.models import Board, Post, PostState, Revision, Thread, ThreadTag
from tests.boards.acts import board_of, body_of, counted
from tests.browser import Browser, Page
from tests.world import BODY, TITLE, World

NEW = "/b/care/new"


def opened(browser: Browser, **fields: Any) -> Page:
    """Fill in the composer of a thread and send it."""
    browser.visit(NEW)
    return browser.submit(NEW, **({"title": TITLE, "body": BODY} | fields))


def test_a_thread_is_public_at_once(
    rosa: Browser, guest: Browser, world: World
) -> None:
    page = opened(rosa, tags="Snow, panels")

    assert page.status == 200
    assert page.heading == TITLE
    assert "Your post is public." in page.text
    seen = guest.visit(page.path)
    assert BODY in seen.text
    (thread,) = world.rows(Thread)
    assert {tag.tag for tag in world.rows(ThreadTag)} == {"snow", "module"}
    assert (thread.last_number, thread.reply_count) == (1, 0)
    assert board_of(world, "care").thread_count == 1


def test_what_was_typed_is_kept_as_the_first_revision(
    rosa: Browser, world: World
) -> None:
    opened(rosa, body="  It **stopped** on Monday.\r\n\r\nAgain today.  ")

    (revision,) = world.rows(Revision)
    assert revision.body == "It **stopped** on Monday.\n\nAgain today."
    assert revision.title == TITLE
    (post,) = world.rows(Post)
    assert "<strong>stopped</strong>" in post.html


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": ""}, "Write something before you post"),
        ({"body": " \n\t "}, "Write something before you post"),
        ({"body": "?"}, "Write at least 2 characters"),
        ({"body": "x" * 20_001}, "The text has 20,001 characters"),
        ({"title": ""}, "Write a title"),
        ({"title": "   "}, "Write a title"),
        ({"title": "Help me"}, "Write at least 8 characters"),
        ({"title": "x" * 151}, "Use 150 characters at most"),
        ({"tags": "snow, unicorn"}, "We do not have the tag “unicorn”"),
        ({"tags": "snow, roof, fault, hail, module, wiring"}, "We do not have the tag"),
        ({"tags": "snow, roof, fault, quote, module, wiring"}, "Use 5 tags at most"),
        ({"body": "Bell \a rings"}, "Some characters in this text cannot be stored"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    rosa: Browser, world: World, fields: dict[str, str], said: str
) -> None:
    page = opened(rosa, **fields)

    assert page.status == 422
    (summary,) = page.soup.select(".summary")
    assert said in summary.get_text()
    assert page.html.count("<title>Error:") == 1
    sent = {"title": TITLE, "body": BODY} | fields
    assert body_of(page) == sent["body"].replace("\a", "")
    (title,) = page.soup.select("input[name=title]")
    assert str(title["value"]) == sent["title"].strip()
    assert counted(world, Thread) == 0


@pytest.mark.parametrize("length", [2, 20_000])
def test_texts_of_every_allowed_length_are_taken(
    rosa: Browser, world: World, length: int
) -> None:
    page = opened(rosa, body="a" * length)

    assert page.status == 200
    (revision,) = world.rows(Revision)
    assert len(revision.body) == length


@pytest.mark.parametrize("length", [8, 150])
def test_titles_of_every_allowed_length_are_taken(
    rosa: Browser, world: World, length: int
) -> None:
    page = opened(rosa, title="a" * length)

    assert page.status == 200
    (thread,) = world.rows(Thread)
    assert thread.title == "a" * length


def test_a_title_is_one_line_without_blanks_around_it(
    rosa: Browser, world: World
) -> None:
    opened(rosa, title="  Snow \n on   the roof  ")

    (thread,) = world.rows(Thread)
    assert thread.title == "Snow on the roof"


def test_the_board_can_be_changed_in_the_form(rosa: Browser, world: World) -> None:
    page = opened(rosa, board="grid")

    assert page.link("Grid, rates and incentives") == "/b/grid"
    assert board_of(world, "grid").thread_count == 1
    assert board_of(world, "care").thread_count == 0


@pytest.mark.parametrize("board", ["announcements", "nowhere", "' OR 1=1 --"])
def test_a_board_that_is_not_offered_cannot_be_chosen(
    rosa: Browser, world: World, board: str
) -> None:
    opened(rosa, board=board)

    written = [one.slug for one in world.rows(Board) if one.thread_count]
    assert set(written) <= {"care"}


def test_a_thread_for_an_unknown_board_is_not_found(
    rosa: Browser, world: World
) -> None:
    rosa.visit(NEW)
    fields = rosa.page.values(NEW)
    fields["title"], fields["body"], fields["board"] = TITLE, BODY, ""

    page = rosa.post("/b/nowhere/new", fields)

    assert page.status == 404
    assert BODY in page.text
    assert counted(world, Thread) == 0


def test_a_form_without_its_token_is_not_taken_and_nothing_is_lost(
    rosa: Browser, world: World
) -> None:
    rosa.visit(NEW)
    fields = rosa.page.values(NEW)
    fields["title"], fields["body"], fields["csrf_token"] = TITLE, BODY, "forged"

    page = rosa.post(NEW, fields)

    assert page.status == 400
    assert page.heading == "Please send this again"
    assert BODY in page.text
    assert counted(world, Thread) == 0


def test_a_form_from_another_site_is_refused(rosa: Browser, world: World) -> None:
    rosa.visit(NEW)
    fields = rosa.page.values(NEW)
    fields["title"], fields["body"] = TITLE, BODY

    page = rosa.post(NEW, fields, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status == 403
    assert counted(world, Thread) == 0


def test_what_a_guest_sends_is_shown_back(guest: Browser, world: World) -> None:
    guest.visit("/sign-in")
    token = guest.page.values("/sign-in")["csrf_token"]

    page = guest.post(NEW, {"csrf_token": token, "title": TITLE, "body": BODY})

    assert page.status == 401
    assert BODY in page.text
    assert counted(world, Post) == 0


def test_a_thread_says_what_its_board_asks_for(rosa: Browser) -> None:
    page = rosa.visit("/b/grid/new")

    assert "Cover account and meter numbers on bills." in page.text
    assert page.values("/b/grid/new")["board"] == "grid"


def test_html_in_a_title_is_text(rosa: Browser, guest: Browser, world: World) -> None:
    title = "<script>alert(1)</script> & more"

    page = opened(rosa, title=title)

    assert page.heading == title
    for path in ("/", "/b/care", "/latest", "/feed.atom", page.path):
        assert "<script>alert" not in guest.visit(path).html
    (post,) = world.rows(Post)
    assert post.state is PostState.PUBLISHED


def test_a_tag_of_a_thread_leads_to_all_threads_with_it(
    guest: Browser, world: World
) -> None:
    thread = world.thread(tags=("snow",))
    world.thread(
        "rosa", title="Snow slid off the modules", board="care", tags=("snow",)
    )

    page = guest.visit(guest.visit(world.url(thread)).link("snow"))

    assert page.path == "/search"
    assert "Snow slid off the modules" in page.text
