"""Cleaning up after a member: three steps, five seconds, one undo."""

from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import pytest
import time_machine
from sqlalchemy import insert, select

from forum.boards.models import Board, Post, PostState, Revision, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from moderation.models import (
    AuditEvent,
    Decision,
    Flag,
    ModAction,
    Reviewable,
    Statement,
)
from moderation.queries import verify_chain
from tests.browser import Browser, Page
from tests.moderation.cases import flagged
from tests.moderation.standing.staff import member
from tests.world import BODY, World

MANY = 300
SECONDS = 5
WHY = "All of it is advertising."


def cleaned(mo: Browser, window: str = "all", **fields: Any) -> Page:
    mo.visit("/moderation/members/rosa/clean-up")
    said = {"reason": WHY, "rule": "R1", "days": "30"} | fields
    return mo.submit("/clean-up", window=window, **said)


def counts(world: World) -> tuple[dict[int, tuple[int, str]], dict[str, int], int]:
    """Return every counter that a post is part of."""
    threads = {one.id: (one.reply_count, str(one.state)) for one in world.rows(Thread)}
    boards = {one.slug: one.thread_count for one in world.rows(Board)}
    return threads, boards, member(world, "rosa").post_count


def states(world: World) -> list[str]:
    rosa = world.member_id("rosa")
    return [str(one.state) for one in world.rows(Post) if one.author_id == rosa]


@pytest.fixture
def spam(world: World) -> int:
    """Return a thread with a reply by a member who also opened one."""
    own = world.thread("rosa", title="Cheap panels for everybody here", at=ago(8))
    world.reply(own, "ivy", at=ago(7))
    other = world.thread("ken", at=ago(6))
    world.reply(other, "rosa", "Buy at Sunny Deals.", at=ago(5))
    world.reply(other, "ivy", at=ago(4))
    return other


def ago(hours: int) -> datetime:
    """Return a moment some hours ago."""
    return utcnow() - timedelta(hours=hours)


@pytest.mark.usefixtures("spam")
def test_the_preview_says_what_would_go(mo: Browser, world: World) -> None:
    page = mo.visit("/moderation/members/rosa/clean-up")

    assert "2 posts, 1 thread with 1 reply by others, 0 photos" in page.text
    assert world.rows(ModAction) == []


def test_everything_goes_and_every_count_is_right(
    mo: Browser, guest: Browser, world: World, spam: int
) -> None:
    threads_before, boards_before, _ = counts(world)

    page = cleaned(mo)

    assert "Posts removed: 2" in page.text
    assert states(world) == ["removed", "removed"]
    threads, boards, posts = counts(world)
    assert posts == 0
    assert threads[spam] == (threads_before[spam][0] - 1, "published")
    assert boards["performance"] == boards_before["performance"] - 1
    assert "Rule 1" in guest.visit(world.url(spam)).text
    assert member(world, "rosa").suspended_until is not None


@pytest.mark.usefixtures("spam")
def test_one_undo_brings_everything_back(mo: Browser, world: World) -> None:
    case = flagged(world, world.rows(Post)[3].id)
    before = counts(world)
    cleaned(mo)
    assert world.row(Reviewable, case).status == "closed"

    page = mo.visit("/moderation/members/rosa")
    page = mo.submit("/clean-up/undo")

    assert "Posts brought back: 2" in page.text
    assert counts(world) == before
    assert states(world) == ["published", "published"]
    assert member(world, "rosa").suspended_until is None
    assert world.row(Reviewable, case).status == "open"
    assert [one.status for one in world.rows(Flag)] == ["open"]
    assert not mo.visit("/moderation/members/rosa").forms("/clean-up/undo")


@pytest.mark.usefixtures("spam")
def test_it_cannot_be_undone_after_a_day(mo: Browser, world: World) -> None:
    cleaned(mo)
    fields = mo.visit("/moderation/members/rosa").values("/clean-up/undo")

    with time_machine.travel(utcnow() + timedelta(hours=25)):
        mo.begin_session(world.session_of(world.member_id("mo_mod")))
        fields["csrf_token"] = mo.visit("/my").values("/sign-out")["csrf_token"]
        page = mo.post("/moderation/members/rosa/clean-up/undo", fields)

    assert page.status == 403
    assert states(world) == ["removed", "removed"]


def test_a_window_leaves_what_is_older(mo: Browser, world: World, spam: int) -> None:
    old = world.reply(spam, "rosa", at=utcnow() - timedelta(days=3))

    page = mo.visit("/moderation/members/rosa/clean-up")
    assert "3 posts" in page.text
    cleaned(mo, "day")

    assert world.row(Post, old).state is PostState.PUBLISHED
    assert sorted(states(world)) == ["published", "removed", "removed"]


@pytest.mark.usefixtures("spam")
def test_open_reports_are_closed_as_upheld(mo: Browser, world: World) -> None:
    case = flagged(world, world.rows(Post)[3].id)

    cleaned(mo)

    assert world.row(Reviewable, case).status == "closed"
    assert [one.status for one in world.rows(Flag)] == ["upheld"]
    closed = [one for one in world.rows(Decision) if one.reviewable_id == case]
    assert [one.rule_code for one in closed] == ["R1"]


@pytest.mark.usefixtures("spam")
def test_without_reasons_nothing_is_done(mo: Browser, world: World) -> None:
    page = cleaned(mo, reason="")

    assert page.status == 422
    assert states(world) == ["published", "published"]


def test_three_hundred_posts_go_in_three_steps_and_five_seconds(
    mo: Browser, world: World, spam: int
) -> None:
    _write_many(world, spam)
    world.run_jobs()
    steps = 0
    begun = perf_counter()

    page = mo.visit("/moderation/members/rosa")
    page = mo.visit(page.link("See what would go"))
    steps += 1
    page = mo.submit("/clean-up", window="all", reason=WHY, rule="R1")
    steps += 1
    took = perf_counter() - begun

    assert f"Posts removed: {MANY + 2}" in page.text
    assert steps <= 3
    assert took <= SECONDS
    assert set(states(world)) == {"removed"}
    assert member(world, "rosa").post_count == 0
    assert world.row(Thread, spam).reply_count == 1
    assert len(world.rows(Statement)) == 1
    removals = [one for one in world.rows(AuditEvent) if one.action == "remove"]
    assert len(removals) == MANY + 2
    with world.reading():
        _, fault = verify_chain()
    assert fault is None
    begun = perf_counter()
    mo.visit("/moderation/members/rosa")
    mo.submit("/clean-up/undo")
    assert perf_counter() - begun <= SECONDS
    assert set(states(world)) == {"published"}
    assert member(world, "rosa").post_count == MANY + 2


def test_the_member_gets_one_mail_for_all_of_it(
    mo: Browser, world: World, spam: int
) -> None:
    _write_many(world, spam)
    world.run_jobs()
    cleaned(mo)

    with time_machine.travel(utcnow() + timedelta(hours=25)):
        world.run_jobs()

    told = world.outbox.to("rosa@example.com")
    # What others wrote in threads of hers was mailed before, as activity.
    assert len([one for one in told if one["List-Id"] is None]) == 1


def _write_many(world: World, thread: int) -> None:
    """Let somebody write hundreds of replies, past the pauses between posts."""
    rosa, now = world.member_id("rosa"), utcnow()
    with world.writing():
        known = db.session.get_one(Thread, thread)
        example = db.session.scalars(
            select(Post).where(Post.thread_id == thread, Post.author_id == rosa)
        ).one()
        for number in range(known.last_number + 1, known.last_number + 1 + MANY):
            post = Post(
                thread_id=thread,
                author_id=rosa,
                number=number,
                html=example.html,
                state=PostState.PUBLISHED,
                posted_at=now,
                published_at=now,
                statement_version=example.statement_version,
                terms_version=example.terms_version,
            )
            db.session.add(post)
            db.session.flush()
            words = {"post_id": post.id, "number": 1, "body": BODY, "editor_id": rosa}
            db.session.execute(insert(Revision).values(written_at=now, **words))
        known.last_number += MANY
        known.reply_count += MANY
        db.session.get_one(Member, rosa).post_count += MANY
