"""Whose post waits sees it, edits it, and never loses its words."""

from datetime import timedelta

import pytest
import time_machine

from forum.boards import actions as boards
from forum.boards.drafts import Draft
from forum.boards.models import Post, PostState
from forum.boards.queries import DraftPlace
from forum.boards.saved import SavedDraft
from forum.core.clock import utcnow
from forum.members.models import Role
from moderation.models import Reviewable
from tests.boards.acts import send
from tests.browser import Browser
from tests.moderation.cases import decided, waiting_case
from tests.moderation.walls.acts import opened
from tests.world import BODY, TITLE, World

WORDS = "My first words here, about the snow."


@pytest.fixture
def newt(world: World) -> Browser:
    """Return the browser of somebody who joined just now."""
    world.member("newt", is_new=True)
    browser = Browser(world.app)
    browser.sign_in("newt")
    return browser


def held(world: World, newt: Browser) -> tuple[int, int]:
    thread = world.thread("ken")
    send(newt, thread, WORDS)
    (post,) = [row for row in world.rows(Post) if row.state is PostState.HELD]
    return thread, post.id


def test_the_author_reads_how_long_it_usually_takes(
    newt: Browser, mo: Browser, world: World
) -> None:
    thread, post = held(world, newt)
    assert "It usually takes" not in newt.visit(world.url(thread)).text
    with time_machine.travel(utcnow() + timedelta(hours=3), tick=False):
        mo.begin_session(world.session_of(world.member_id("mo_mod")))
        decided(mo, waiting_case(world, post).id, "approve", reason="")
        world.member("later", is_new=True)
        later = Browser(world.app)
        later.begin_session(world.session_of(world.member_id("later")))
        send(later, thread, "Another first post of somebody.")

        page = later.visit(world.url(thread))

    assert "It usually takes about 3 hours." in page.text
    assert "You can edit it meanwhile, it keeps its place." in page.text


def test_an_edit_says_that_it_still_waits_and_keeps_its_place(
    newt: Browser, world: World
) -> None:
    _, post = held(world, newt)
    before = waiting_case(world, post)
    newt.visit(f"/p/{post}/edit")

    page = newt.submit("/edit", body="Better words, about the snow.")

    assert "A moderator will check it first." in page.text
    assert "Your post is public" not in page.text
    after = waiting_case(world, post)
    assert (after.id, after.opened_at) == (before.id, before.opened_at)


def test_a_rejected_reply_is_among_the_drafts(
    newt: Browser, mo: Browser, world: World
) -> None:
    thread, post = held(world, newt)

    decided(mo, waiting_case(world, post).id, "reject", rule="R1", reason="An ad.")

    (draft,) = world.rows(SavedDraft)
    assert (draft.thread_id, draft.body) == (thread, WORDS)
    assert WORDS in newt.visit("/my/drafts").text
    assert "Its text is among your drafts too" in newt.visit(world.url(thread)).text


def test_a_rejected_thread_is_among_the_drafts_with_its_title(
    newt: Browser, mo: Browser, world: World
) -> None:
    opened(newt)
    (post,) = world.rows(Post)

    decided(mo, waiting_case(world, post.id).id, "reject", rule="R1", reason="An ad.")

    (draft,) = world.rows(SavedDraft)
    assert (draft.title, draft.body) == (TITLE, BODY)
    assert draft.board_id


def test_a_draft_that_was_begun_there_is_not_overwritten(
    newt: Browser, mo: Browser, world: World
) -> None:
    thread, post = held(world, newt)
    member = world.member_id("newt")
    with world.writing():
        begun = Draft("Something else that I began.", once="x")
        boards.keep_draft(member, DraftPlace(thread_id=thread), begun, "", utcnow())

    decided(mo, waiting_case(world, post).id, "reject", rule="R1", reason="An ad.")

    (draft,) = world.rows(SavedDraft)
    assert draft.body == "Something else that I began."
    assert WORDS in newt.visit(world.url(thread)).text


def test_moderators_are_reminded_after_four_and_twelve_hours(
    newt: Browser, world: World
) -> None:
    world.member("momo", Role.MODERATOR)
    held(world, newt)
    counts = []

    for hours in (1, 5, 13, 30):
        with time_machine.travel(utcnow() + timedelta(hours=hours), tick=False):
            world.run_jobs()
            counts.append(len(world.outbox.to("momo@example.com")))

    assert counts == [0, 1, 2, 2]


def test_nobody_is_reminded_of_what_is_decided(
    newt: Browser, mo: Browser, world: World
) -> None:
    world.member("momo", Role.MODERATOR)
    _, post = held(world, newt)
    decided(mo, waiting_case(world, post).id, "approve", reason="")

    with time_machine.travel(utcnow() + timedelta(hours=13), tick=False):
        world.run_jobs()

    assert world.outbox.to("momo@example.com") == []
    assert len(world.rows(Reviewable)) == 1
