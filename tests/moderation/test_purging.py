"""Destroying a post or a thread for good: administrators, a rule, two steps."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine

from forum.boards.models import Post, PostState, Quote, Revision, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.images.models import Image
from forum.members.models import Member
from forum.rights import actions as rights
from moderation.models import ActionKind, AuditEvent, ModAction, Statement
from moderation.news import undoers
from tests.browser import Browser, Page
from tests.moderation.cases import flagged, left
from tests.moderation.reshaped import miscounted
from tests.world import World

WORDS = "His meter number is painted over the door."
WHY = "The post was published against the will of the family."


def purged(browser: Browser, post: int, **said: Any) -> Page:
    """Destroy a post through the page for it, with the box ticked."""
    browser.visit(f"/moderation/posts/{post}/purge")
    return browser.submit("/purge", **{"reason": WHY, "is_sure": "y", **said})


def test_nothing_is_left_of_a_destroyed_post(
    ada: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy", WORDS)
    quote = f"> [ivy wrote in #2](/p/{post})\n>\n> {WORDS}\n\nThat goes too far."
    quoting = world.reply(thread, "eva", quote)
    flagged(world, post, note=WORDS)

    page = purged(ada, post)

    assert "It is destroyed, and the log has it." in page.text
    assert left(world, WORDS) == {}
    assert world.row(Post, post).state is PostState.REMOVED
    assert "That goes too far." in world.row(Post, quoting).html
    assert miscounted(world) == []
    gone = guest.visit(f"/p/{post}")
    assert gone.status == HTTPStatus.GONE
    assert "A moderator removed this post. Rule 1:" in gone.text
    assert "That goes too far." in guest.visit(world.url(thread)).text


def test_with_an_opening_post_goes_its_thread(
    ada: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken", body=WORDS)
    reply = world.reply(thread, "ivy", "I know that house.")
    url = world.url(thread)

    purged(ada, world.opening_post(thread))

    assert left(world, WORDS) == {}
    assert left(world, "I know that house.") == {}
    for browser in (guest, mo, ada):
        assert browser.visit(url).status == HTTPStatus.GONE
        assert browser.visit(f"/p/{reply}").status == HTTPStatus.GONE
    assert world.row(Thread, thread).purged_at is not None
    assert miscounted(world) == []


def test_the_page_says_that_it_is_final_and_asks_twice(
    ada: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken", body=WORDS))
    page = ada.visit(f"/moderation/posts/{post}/purge")
    assert "This is final" in page.text

    page = ada.submit("/purge", reason=WHY)

    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tick the box" in page.text
    assert WHY in page.text
    assert left(world, WORDS) != {}


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"rule": "R99"}])
def test_it_needs_a_rule_and_reasons(
    ada: Browser, world: World, wrong: dict[str, str]
) -> None:
    post = world.opening_post(world.thread("ken", body=WORDS))

    assert purged(ada, post, **wrong).status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert world.rows(ModAction) == []


def test_moderators_cannot_destroy_anything(mo: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))

    page = mo.visit(f"/moderation/posts/{post}/purge")

    assert page.status == HTTPStatus.FORBIDDEN
    assert "Destroy it" not in mo.visit(f"/moderation/posts/{post}").text


def test_who_signed_in_long_ago_proves_who_they_are(ada: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))

    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        page = ada.visit(f"/moderation/posts/{post}/purge", follow=False)

    assert page.status == HTTPStatus.SEE_OTHER
    assert "/confirm" in page.headers["Location"]


def test_the_author_is_told_and_nobody_can_undo_it(
    ada: Browser, ken: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken", body=WORDS))

    purged(ada, post)

    (statement,) = world.rows(Statement)
    page = ken.visit(f"/my/decisions/{statement.id}")
    assert "We destroyed your thread" in page.text
    assert WHY in page.text
    (effect,) = world.rows(ModAction)
    assert (effect.kind, effect.reversible) == (ActionKind.PURGE, False)
    assert effect.before == {}
    with world.reading():
        assert ActionKind.PURGE not in dict(undoers)
    assert "purge" in [one.action for one in world.rows(AuditEvent)]


def test_what_a_law_has_kept_is_not_destroyed(ada: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken", body=WORDS))
    with world.writing():
        by = db.session.get_one(Member, world.member_id("ada_op"))
        today = utcnow().date()
        demand = rights.Demand(
            "17", "Court", world.known("ken"), ("posts",), today, today
        )
        rights.hold(rights.prepare(demand, by, utcnow()).id, [post])

    page = purged(ada, post)

    assert page.status == HTTPStatus.FORBIDDEN
    assert "A law has this kept for now." in page.text
    assert left(world, WORDS) != {}


def test_photos_go_too(ada: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken", body=WORDS))

    purged(ada, post)

    assert [one for one in world.rows(Image) if one.post_id == post] == []
    assert [one for one in world.rows(Quote) if one.source_id == post] == []
    bodies = {one.body for one in world.rows(Revision) if one.post_id == post}
    assert bodies == {"Removed by moderators."}
