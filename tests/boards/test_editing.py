"""Correcting one's own post."""

from datetime import timedelta
from typing import Any

import pytest

from forum.boards.models import Post, PostState, Revision, Thread
from forum.boards.rules import EDIT_WINDOW
from forum.core.clock import utcnow
from tests.boards.acts import CALL_ME, become, body_of, counted, lock
from tests.browser import Browser, Page
from tests.world import BODY, TITLE, World

BETTER = "Tilt 35 degrees, some snow, no shade. Corrected: it is 1,145."


def edited(browser: Browser, post: int, **fields: Any) -> Page:
    """Open a post for correction and send it."""
    browser.visit(f"/p/{post}/edit")
    return browser.submit(f"/p/{post}/edit", **fields)


def test_an_edit_replaces_the_text_and_keeps_the_older_wording(
    rosa: Browser, guest: Browser, world: World
) -> None:
    post = world.reply(world.thread(), "rosa", BODY)

    page = edited(rosa, post, body=BETTER, reason="The sum was wrong")

    assert page.status == 200
    shown = guest.visit(f"/p/{post}").text
    assert BETTER in shown
    assert "edited" in shown
    bodies = [row.body for row in world.rows(Revision) if row.post_id == post]
    assert bodies == [BODY, BETTER]
    assert world.row(Post, post).revision == 2
    assert world.rows(Revision)[-1].reason == "The sum was wrong"


def test_the_title_changes_with_the_opening_post(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("rosa", board="care")
    post = world.opening_post(thread)
    old_url = world.url(thread)

    edited(rosa, post, title="Second full year in Vermont")

    assert guest.visit(old_url, follow=False).status == 301
    assert guest.visit(old_url).heading == "Second full year in Vermont"
    assert "Second full year in Vermont" in guest.visit("/b/care").text
    assert world.row(Thread, thread).version == 2


def test_a_reply_has_no_title_to_change(rosa: Browser, world: World) -> None:
    thread = world.thread()
    post = world.reply(thread, "rosa")
    page = rosa.visit(f"/p/{post}/edit")
    assert not page.soup.select("[name=title]")

    fields = page.values("/edit")
    fields["title"] = "A title out of nowhere"
    rosa.post(f"/p/{post}/edit", fields)

    assert world.row(Thread, thread).title == TITLE


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": ""}, "Write something before you post"),
        ({"body": "x" * 20_001}, "The text has 20,001 characters"),
        ({"title": "Short"}, "Write at least 8 characters"),
        ({"reason": "x" * 101}, "Use 100 characters at most"),
        ({"revision": "0"}, "The form is incomplete. Open the post again"),
        ({"revision": "9" * 12}, "The form is incomplete. Open the post again"),
    ],
)
def test_a_faulty_edit_is_shown_back(
    rosa: Browser, world: World, fields: dict[str, str], said: str
) -> None:
    post = world.opening_post(world.thread("rosa"))

    page = edited(rosa, post, **({"body": BETTER} | fields))

    assert page.status == 422
    assert said in page.text
    assert body_of(page) == fields.get("body", BETTER)
    assert world.row(Post, post).revision == 1


def test_the_second_editor_gets_both_texts(rosa: Browser, world: World) -> None:
    post = world.opening_post(world.thread("rosa"))
    rosa.visit(f"/p/{post}/edit")
    late = rosa.page.values("/edit")
    rosa.submit("/edit", body="Written in the first tab.")
    late["body"], late["title"] = "Written in the second tab.", "Another fine title"

    page = rosa.post(f"/p/{post}/edit", late)

    assert page.status == 409
    texts = [area.get_text().strip() for area in page.soup.select("textarea")]
    assert texts == ["Written in the first tab.", "Written in the second tab."]
    assert "Another fine title" in page.html
    assert counted(world, Revision) == 2


def test_after_a_conflict_ones_own_text_can_be_saved(
    rosa: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("rosa"))
    rosa.visit(f"/p/{post}/edit")
    late = rosa.page.values("/edit")
    rosa.submit("/edit", body="Written in the first tab.")
    late["body"] = "Written in the second tab."
    rosa.post(f"/p/{post}/edit", late)

    page = rosa.submit("/edit")

    assert page.status == 200
    assert world.row(Post, post).revision == 3
    assert world.rows(Revision)[-1].body == "Written in the second tab."


def test_an_edit_is_looked_at_like_a_new_post(rosa: Browser, world: World) -> None:
    post = world.opening_post(world.thread("rosa"))

    page = edited(rosa, post, body=CALL_ME)

    assert page.status == 422
    assert "not saved yet" in page.text
    assert world.row(Post, post).revision == 1


def test_posts_can_be_edited_for_thirty_days(rosa: Browser, world: World) -> None:
    day = timedelta(days=1)
    late = world.thread("rosa", at=utcnow() - EDIT_WINDOW - day)
    soon = world.thread("rosa", at=utcnow() - EDIT_WINDOW + day)

    page = rosa.visit(f"/p/{world.opening_post(late)}/edit")

    assert page.status == 403
    assert "Posts can be edited for 30 days." in page.text
    assert rosa.visit(f"/p/{world.opening_post(soon)}/edit").status == 200
    assert not rosa.visit(world.url(late)).soup.select("a[href$='/edit']")


def test_posts_of_a_locked_thread_stay_as_they_are(rosa: Browser, world: World) -> None:
    thread = world.thread("rosa")
    post = world.opening_post(thread)
    rosa.visit(f"/p/{post}/edit")
    lock(world, thread)

    page = rosa.submit("/edit", body=BETTER)

    assert page.status == 403
    assert "Its posts cannot be edited." in page.text
    assert BETTER in page.text
    assert world.row(Post, post).revision == 1


@pytest.mark.parametrize("state", [PostState.REMOVED, PostState.REJECTED])
def test_a_post_that_was_taken_away_cannot_be_edited(
    rosa: Browser, world: World, state: PostState
) -> None:
    post = world.reply(world.thread(), "rosa")

    become(world, post, state, "Rule 4: Stay with solar.")

    assert rosa.visit(f"/p/{post}/edit").status == 403


def test_nobody_edits_a_post_of_somebody_else(
    rosa: Browser, mo: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("rosa"))
    fields = rosa.visit(f"/p/{post}/edit").values("/edit")

    for browser in (mo,):
        assert browser.visit(f"/p/{post}/edit").status == 404
        token = browser.visit("/b/care/new").values("/b/care/new")["csrf_token"]
        fields["csrf_token"], fields["body"] = token, "Not by Rosa at all."
        assert browser.post(f"/p/{post}/edit", fields).status == 404

    assert world.row(Post, post).revision == 1
