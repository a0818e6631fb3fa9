"""One decision about many cases: each by itself, and what was left out is named."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from moderation import actions
from moderation.models import (
    AuditEvent,
    Decision,
    DecisionBatch,
    FlagReason,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Statement,
)
from tests.browser import Browser, Page
from tests.moderation.cases import decided, flagged
from tests.moderation.proofs.seeding import reported_posts
from tests.moderation.test_review_queue import colleague
from tests.world import World

LONG_AGO = utcnow() - timedelta(days=20)
REASONS = {"rule": "R1", "reason": "Your post advertises a shop."}


def reply(world: World, thread: int, by: str, number: int) -> int:
    """Write a reply, some hours after the one before."""
    at = LONG_AGO + timedelta(hours=number)
    return world.reply(thread, by, f"Buy {number}, pay one.", at)


def spam(world: World, count: int, by: str = "ken") -> tuple[list[int], list[int]]:
    """Report replies; return the posts and their cases."""
    starter = f"{by}_asks"
    thread = world.thread(starter, at=LONG_AGO)
    posts = [reply(world, thread, by, number) for number in range(count)]
    reason = FlagReason.SPAM
    return posts, [flagged(world, post, reason=reason) for post in posts]


def selected(browser: Browser, cases: list[int]) -> Page:
    """Go to the page that decides about some cases."""
    chosen = "&".join(f"item={case}" for case in cases)
    return browser.visit(f"/moderation/batch?{chosen}")


def sent(browser: Browser, page: Page, **fields: str) -> Page:
    """Send the decision, with every case that is ticked."""
    values: MultiDict[str, str] = page.values("/batch")
    for name, value in fields.items():
        values.setlist(name, [value])
    return browser.post("/moderation/batch", values)


def test_one_decision_removes_all_that_were_selected(mo: Browser, world: World) -> None:
    posts, cases = spam(world, 3)
    page = mo.visit("/moderation/queue")
    boxes = page.soup.select("input[name=item][form=batch]")
    assert {int(str(box["value"])) for box in boxes} == set(cases)

    page = sent(mo, selected(mo, cases), measure="remove", **REASONS)

    assert page.heading == "3 cases decided"
    states = {world.row(Post, post).state for post in posts}
    assert states == {PostState.REMOVED}
    (batch,) = world.rows(DecisionBatch)
    assert {one.batch_id for one in world.rows(Decision)} == {batch.id}
    assert len(world.rows(Statement)) == 3
    entries = [one.action for one in world.rows(AuditEvent)]
    assert entries.count("decide") == 3
    assert entries[-1] == "decide_batch"


def test_what_a_colleague_decided_meanwhile_is_skipped(
    mo: Browser, world: World
) -> None:
    posts, cases = spam(world, 3)
    page = selected(mo, cases)
    decided(colleague(world), cases[1], "leave")

    page = sent(mo, page, measure="remove", **REASONS)

    assert page.heading == "2 cases decided"
    assert "Skipped: 1" in page.text
    assert "A colleague decided this before you." in page.text
    assert world.row(Post, posts[1]).state is PostState.PUBLISHED


def test_what_was_edited_meanwhile_is_not_decided(mo: Browser, world: World) -> None:
    posts, cases = spam(world, 2)
    page = selected(mo, cases)
    with world.writing():
        db.session.get_one(Post, posts[0]).revision += 1

    page = sent(mo, page, measure="leave")

    assert page.heading == "1 case decided"
    assert "Not decided: 1" in page.text
    assert "It was changed while you were reading." in page.text
    assert world.row(Reviewable, cases[0]).status is ReviewStatus.OPEN


@pytest.mark.usefixtures("ada")
def test_ones_own_post_among_them_is_left_out_with_the_reason(
    mo: Browser, world: World
) -> None:
    _, cases = spam(world, 1)
    _, own = spam(world, 1, by="mo_mod")
    page = selected(mo, cases + own)
    soup = page.soup
    (box,) = soup.select(f"input[name=picked][value^='{own[0]}.']")
    assert "checked" not in box.attrs
    box["checked"] = ""
    ticked = replace(page, html=str(soup))

    page = sent(mo, ticked, measure="remove", **REASONS)

    assert page.heading == "1 case decided"
    assert "This is about your own post. Another moderator decides." in page.text
    assert world.row(Reviewable, own[0]).status is ReviewStatus.OPEN


def test_a_double_click_decides_once(mo: Browser, world: World) -> None:
    _, cases = spam(world, 2)
    page = selected(mo, cases)
    sent(mo, page, measure="remove", **REASONS)

    page = sent(mo, page, measure="remove", **REASONS)

    assert page.heading == "2 cases decided"
    assert len(world.rows(DecisionBatch)) == 1
    assert len(world.rows(Decision)) == 2


def test_kinds_do_not_mix(mo: Browser, world: World) -> None:
    _, cases = spam(world, 1)
    thread = world.thread("ivy")
    with world.writing():
        post = world_reply(thread)
    held = [item.id for item in world.rows(Reviewable) if item.target_id == post]

    page = selected(mo, cases + held)

    assert page.status == 422
    assert "These are of several kinds." in page.text


def world_reply(thread: int) -> int:
    """Put a post of somebody new into the queue, inside a transaction."""
    found = select(Post).where(Post.thread_id == thread)
    post = db.session.scalars(found).first()
    assert post is not None
    actions.open_case(ReviewableKind.HELD_POST, post, utcnow())
    return post.id


def test_requests_are_decided_one_by_one(mo: Browser, world: World) -> None:
    _, cases = spam(world, 1)
    with world.writing():
        kind = ReviewableKind.PRIVACY_REQUEST
        db.session.get_one(Reviewable, cases[0]).kind = kind

    page = selected(mo, cases)

    assert page.status == 422
    assert "Cases of this kind are decided one by one." in page.text


def test_a_removal_needs_its_reasons(mo: Browser, world: World) -> None:
    _, cases = spam(world, 2)

    page = sent(mo, selected(mo, cases), measure="remove", rule="R1", reason="")

    assert page.status == 422
    assert "Write the reasons; each author reads them" in page.text
    assert len(page.soup.select("input[name=picked][checked]")) == 2
    assert not world.rows(Decision)


def test_more_than_a_hundred_are_refused(mo: Browser) -> None:
    page = selected(mo, list(range(1, 103)))

    assert page.status == 422
    assert "Select 100 cases at most." in page.text


def test_nothing_selected_is_said(mo: Browser, world: World) -> None:
    assert "You selected no case that waits." in mo.visit("/moderation/batch").text
    _, cases = spam(world, 1)
    values = selected(mo, cases).values("/batch")
    values.setlist("picked", ["x", "1.2", "9.9.9.9", "-1.0.0"])

    assert mo.post("/moderation/batch", values).status == 422


def test_a_hundred_posts_are_decided_in_one_go(mo: Browser, world: World) -> None:
    cases = reported_posts(world, 100)

    page = sent(mo, selected(mo, cases), measure="remove", **REASONS)

    assert page.heading == "100 cases decided"
    assert {case.status for case in world.rows(Reviewable)} == {ReviewStatus.CLOSED}


def test_all_of_it_is_taken_back_at_once(mo: Browser, world: World) -> None:
    posts, cases = spam(world, 3)
    sent(mo, selected(mo, cases), measure="remove", **REASONS)

    page = mo.submit("/batches/undo", reason="These were no advertisements.")

    assert "3 of 3 decisions are taken back." in page.text
    assert "Taken back," in page.text
    assert not page.forms("/batches/undo")
    states = {world.row(Post, post).state for post in posts}
    assert states == {PostState.PUBLISHED}
    assert len(mo.visit("/moderation/queue").soup.select(".qi")) == 3
    entries = [one.action for one in world.rows(AuditEvent)]
    assert "undo_batch" in entries


def test_later_it_is_taken_back_with_the_reason(mo: Browser, world: World) -> None:
    posts, cases = spam(world, 2)
    sent(mo, selected(mo, cases), measure="remove", **REASONS)
    address = f"/moderation/batches?batch={world.rows(DecisionBatch)[0].id}"
    with world.writing():
        for decision in db.session.scalars(select(Decision)):
            decision.decided_at -= timedelta(hours=2)

    mo.visit(address)
    assert mo.submit("/batches/undo", reason="").status == 422
    page = mo.submit("/batches/undo", reason="These were no advertisements.")

    assert "2 of 2 decisions are taken back." in page.text
    assert world.row(Post, posts[0]).state is PostState.PUBLISHED
    assert "These were no advertisements." in world.rows(Decision)[-1].public_reason


def test_after_a_day_it_is_not_taken_back_at_once(mo: Browser, world: World) -> None:
    posts, cases = spam(world, 1)
    sent(mo, selected(mo, cases), measure="remove", **REASONS)
    late = mo.page.values("/batches/undo")
    late.setlist("reason", ["These were no advertisements."])
    (batch,) = world.rows(DecisionBatch)
    with world.writing():
        db.session.get_one(DecisionBatch, batch.id).made_at -= timedelta(hours=25)

    page = mo.post(f"/moderation/batches/undo?batch={batch.id}", late)

    assert page.status == 403
    assert "A day has passed." in page.text
    assert world.row(Post, posts[0]).state is PostState.REMOVED


def test_a_colleague_does_not_take_it_back_at_once(mo: Browser, world: World) -> None:
    _, cases = spam(world, 1)
    sent(mo, selected(mo, cases), measure="remove", **REASONS)
    (batch,) = world.rows(DecisionBatch)

    page = colleague(world).visit(f"/moderation/batches?batch={batch.id}")

    assert page.heading == "1 case decided"
    assert not page.forms("/batches/undo")
