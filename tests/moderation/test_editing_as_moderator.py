"""Small corrections by moderators: readers see that, the author reads why."""

from typing import Any

import pytest
from sqlalchemy import select

from forum.boards.models import Post, PostState, Revision
from forum.core.db import db
from moderation.models import Statement
from tests.boards.acts import become
from tests.browser import Browser, Page
from tests.moderation.reshaped import undone
from tests.world import BODY, TITLE, World

CORRECTED = "Our first twelve months are complete. Tilt 35 degrees, much snow."
WHY = "The link led nowhere."


def corrected(browser: Browser, post: int, **said: Any) -> Page:
    """Correct a post through the page for it."""
    browser.visit(f"/moderation/posts/{post}/edit")
    return browser.submit("/edit", **{"body": CORRECTED, "reason": WHY, **said})


def revisions(world: World, post: int) -> list[Revision]:
    """Return all wordings of a post, oldest first."""
    with world.reading():
        found = select(Revision).where(Revision.post_id == post)
        return list(db.session.scalars(found.order_by(Revision.number)))


def test_readers_see_the_correction_and_that_a_moderator_made_it(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.opening_post(thread)

    page = corrected(mo, post, title="A better title for this thread")

    assert "The post is corrected" in page.text
    shown = guest.visit(f"/p/{post}")
    assert "Edited by a moderator" in shown.text
    assert "much snow" in shown.text
    assert shown.heading == "A better title for this thread"
    old, new = revisions(world, post)
    assert (old.body, old.editor_id) == (BODY, world.member_id("ken"))
    assert (new.editor_id, new.reason) == (world.member_id("mo_mod"), WHY)


def test_the_author_reads_why(mo: Browser, ken: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))

    corrected(mo, post)

    (statement,) = world.rows(Statement)
    page = ken.visit(f"/my/decisions/{statement.id}")
    assert "We corrected your post" in page.text
    assert WHY in page.text
    assert "mo_mod" not in statement.body


def test_a_correction_is_undone_while_nobody_edits(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.opening_post(thread)
    corrected(mo, post, title="A better title for this thread")

    assert undone(world, "edit") == ""

    shown = guest.visit(f"/p/{post}")
    assert (shown.heading, "some snow" in shown.text) == (TITLE, True)
    assert "Edited by a moderator" not in shown.text
    assert len(revisions(world, post)) == 3


def test_a_correction_is_not_undone_once_its_author_edits(
    mo: Browser, ken: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))
    corrected(mo, post)
    ken.visit(f"/p/{post}/edit")
    ken.submit(f"/p/{post}/edit", body="My own words again.")

    assert undone(world, "edit") == "The post was changed since then."
    assert "My own words again." in world.row(Post, post).html


def test_words_that_give_something_away_are_asked_about(
    mo: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))

    page = corrected(mo, post, body=f"{CORRECTED} Call (802) 555-0142.")

    assert page.heading == "Check what will be public"
    assert len(revisions(world, post)) == 1


def test_what_stands_there_is_not_asked_about_again(mo: Browser, world: World) -> None:
    body = "Call me at (802) 555-0142 for the plan."
    post = world.opening_post(world.thread("ken", body=body))

    page = corrected(mo, post, body="Call me at (802) 555-0142 for the drawing.")

    assert "The post is corrected" in page.text


def test_a_correction_of_an_older_wording_shows_both(
    mo: Browser, ken: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))
    mo.visit(f"/moderation/posts/{post}/edit")
    ken.visit(f"/p/{post}/edit")
    ken.submit(f"/p/{post}/edit", body="My own words, meanwhile.")

    page = mo.submit("/edit", body=CORRECTED, reason=WHY)

    assert page.status == 409
    assert "much snow" in page.text
    assert "My own words, meanwhile." in page.text
    assert len(revisions(world, post)) == 2


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"body": " "}, {"title": "Short"}])
def test_a_correction_needs_a_reason_and_words(
    mo: Browser, world: World, wrong: dict[str, str]
) -> None:
    post = world.opening_post(world.thread("ken"))

    page = corrected(mo, post, **wrong)

    assert page.status == 422
    assert len(revisions(world, post)) == 1


def test_moderators_edit_their_own_posts_as_authors(mo: Browser, world: World) -> None:
    post = world.opening_post(world.thread("mo_mod"))

    assert mo.visit(f"/moderation/posts/{post}/edit").status == 403


def test_what_was_removed_is_not_corrected(mo: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))
    become(world, post, PostState.REMOVED, "Rule 4.")

    assert mo.visit(f"/moderation/posts/{post}/edit").status == 403


def test_a_held_post_that_was_corrected_shows_it_once_it_is_public(
    mo: Browser, guest: Browser, world: World
) -> None:
    world.member("newt", is_new=True)
    post = world.opening_post(world.thread("newt"))
    assert world.row(Post, post).state is PostState.HELD

    corrected(mo, post)
    become(world, post, PostState.PUBLISHED)

    assert "Edited by a moderator" in guest.visit(f"/p/{post}").text
