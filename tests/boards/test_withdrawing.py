"""Taking one's own post away for good."""

from pathlib import Path

import pytest

from forum.boards.models import Post, PostState, Quote, Revision, Thread
from forum.core.traces import traces
from forum.core.wording import Wording
from tests.boards.acts import become, board_of, lock, long_ago, send
from tests.browser import Browser
from tests.world import TITLE, World

WORDS = "Our serviceman Quillfeather keeps the spare key"


def left(world: World, words: str) -> dict[str, int]:
    with world.reading():
        return traces(Wording((words,), ""))


def withdrawn(browser: Browser, post: int) -> None:
    browser.visit(f"/p/{post}/withdraw")
    assert browser.submit(f"/p/{post}/withdraw").status == 200


def test_the_words_of_a_withdrawn_post_stand_nowhere(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, WORDS)
    (post,) = [row.id for row in world.rows(Post) if row.number == 2]
    rosa.visit(f"/p/{post}/edit")
    rosa.submit("/edit", body="Corrected since.", reason=WORDS)
    assert left(world, WORDS) != {}

    withdrawn(rosa, post)

    assert left(world, WORDS) == left(world, "Corrected since.") == {}
    page = guest.visit(world.url(thread))
    assert "Withdrawn by its author." in page.text
    assert "#2" in page.text


def test_the_words_of_a_withdrawn_post_are_not_in_the_files(
    rosa: Browser, world: World, home: Path
) -> None:
    thread = world.thread()
    post = world.reply(thread, "rosa", WORDS)

    withdrawn(rosa, post)
    world.run_jobs()

    files = list(home.glob("forum.sqlite3*"))
    assert not any(b"Quillfeather" in file.read_bytes() for file in files)
    assert left(world, WORDS) == {}


def test_withdrawing_says_first_what_it_does(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread(), "rosa", WORDS)

    page = rosa.visit(f"/p/{post}/withdraw")

    assert "Nobody can bring them back, and neither can we." in page.text
    assert WORDS in page.text
    assert world.row(Post, post).state is PostState.PUBLISHED


def test_a_withdrawn_thread_leaves_its_board(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="care", body=WORDS)

    withdrawn(rosa, world.opening_post(thread))

    assert TITLE not in guest.visit("/b/care").text
    assert board_of(world, "care").thread_count == 0
    assert world.row(Thread, thread).title == "Withdrawn"
    assert left(world, WORDS) == left(world, TITLE) == {}


def test_a_thread_with_replies_stays(rosa: Browser, world: World) -> None:
    thread = world.thread("rosa")
    post = world.opening_post(thread)
    rosa.visit(f"/p/{post}/withdraw")
    world.reply(thread)

    page = rosa.submit("/withdraw")

    assert page.status == 403
    assert "Others have replied to this thread, so it stays." in page.text
    assert world.row(Post, post).state is PostState.PUBLISHED


def test_a_post_is_withdrawn_once(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread(), "rosa")
    fields = rosa.visit(f"/p/{post}/withdraw").values("/withdraw")
    rosa.post(f"/p/{post}/withdraw", fields)

    page = rosa.post(f"/p/{post}/withdraw", fields)

    assert page.status == 403
    assert "This post was withdrawn already." in page.text


@pytest.mark.parametrize("handle", ["ivy", "mo_mod"])
def test_nobody_withdraws_a_post_of_somebody_else(
    rosa: Browser, ivy: Browser, mo: Browser, world: World, handle: str
) -> None:
    post = world.reply(world.thread(), "rosa")
    fields = rosa.visit(f"/p/{post}/withdraw").values("/withdraw")
    browser = {"ivy": ivy, "mo_mod": mo}[handle]

    token = browser.visit("/b/care/new").values("/b/care/new")["csrf_token"]
    fields["csrf_token"] = token

    assert browser.visit(f"/p/{post}/withdraw").status == 404
    assert browser.post(f"/p/{post}/withdraw", fields).status in {403, 404}
    assert world.row(Post, post).state is PostState.PUBLISHED


def test_posts_can_be_withdrawn_at_any_time_even_when_locked(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    post = world.reply(thread, "rosa")
    long_ago(world, days=400)
    lock(world, thread)

    withdrawn(rosa, post)

    assert world.row(Post, post).state is PostState.WITHDRAWN


def test_a_removed_post_can_still_be_withdrawn(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread(), "rosa", WORDS)
    become(world, post, PostState.REMOVED, "Rule 3: No personal details.")

    withdrawn(rosa, post)

    assert left(world, WORDS) == {}


def test_a_withdrawn_post_quotes_nothing_any_more(rosa: Browser, world: World) -> None:
    thread = world.thread()
    source = world.opening_post(thread)
    rosa.visit(f"/t/{thread}/reply?quote={source}")
    rosa.submit("/reply")
    (quote,) = world.rows(Quote)

    withdrawn(rosa, quote.post_id)

    assert world.rows(Quote) == []
    assert all(not row.body for row in world.rows(Revision) if row.post_id != source)
