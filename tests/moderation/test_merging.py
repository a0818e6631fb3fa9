"""Merging a thread into another, and parting them again."""

from datetime import timedelta

import pytest

from forum.boards.actions.leaving import former_in, stand_as
from forum.boards.models import Post, PostState, Thread
from forum.boards.saved import SavedDraft
from forum.core.clock import utcnow
from forum.members.models import Member
from moderation.models import Decision, ModAction, Statement
from tests.boards.acts import become, composing
from tests.browser import Browser
from tests.moderation.reshaped import (
    WHY,
    hours_ago,
    miscounted,
    order,
    tool,
    undone,
)
from tests.world import TITLE, World

OTHER = "Snow on the modules again"


def pair(world: World) -> tuple[int, int, list[int]]:
    """Open two threads at once; return them and all posts in order of time."""
    first = world.thread("ken", board="care", at=hours_ago(9))
    second = world.thread("eva", title=OTHER, board="grid", at=hours_ago(8))
    for hours, thread in ((7, first), (6, second), (5, first), (4, second)):
        world.reply(thread, "ivy", f"After {hours}.", at=hours_ago(hours))
    posts = sorted(order(world, first) + order(world, second))
    return first, second, posts


@pytest.mark.parametrize("named", ["{}", "#{}", "/t/{}", "http://127.0.0.1/t/{}/snow"])
def test_all_posts_stand_in_order_of_time(
    mo: Browser, guest: Browser, world: World, named: str
) -> None:
    first, second, posts = pair(world)

    page = tool(mo, second, "merge", into=named.format(first))

    assert "The threads are one now." in page.text
    assert order(world, first) == posts
    assert order(world, second) == []
    assert miscounted(world) == []
    assert world.row(Thread, first).title == TITLE
    assert guest.visit(f"/p/{posts[-1]}").path == world.url(first)
    assert OTHER not in guest.visit("/b/grid").text


def test_the_oldest_post_opens_the_thread_and_gives_its_title(
    mo: Browser, world: World
) -> None:
    first, second, posts = pair(world)

    tool(mo, first, "merge", into=str(second))

    found = world.row(Thread, second)
    assert order(world, second) == posts
    assert (found.title, found.author_id) == (TITLE, world.member_id("ken"))
    assert miscounted(world) == []

    assert undone(world, "merge") == ""
    assert world.row(Thread, second).title == OTHER
    assert world.row(Thread, first).title == TITLE
    assert miscounted(world) == []


def test_the_old_address_and_feed_lead_to_the_other_thread(
    mo: Browser, guest: Browser, world: World
) -> None:
    first, second, _ = pair(world)
    old = world.url(second)

    tool(mo, second, "merge", into=str(first))

    page = guest.visit(old, follow=False)
    assert (page.status, page.headers["Location"]) == (303, f"/t/{first}")
    assert guest.visit(old).path == world.url(first)
    feed = guest.visit(f"/t/{second}/feed.atom")
    assert feed.path == f"/t/{first}/feed.atom"
    assert feed.status == 200


def test_a_reply_that_comes_too_late_is_not_lost(
    mo: Browser, rosa: Browser, world: World
) -> None:
    first, second, _ = pair(world)
    composing(rosa, second)
    tool(mo, second, "merge", into=str(first))

    said = {**rosa.page.values(f"/t/{second}/reply"), "body": "Mine slid off."}
    page = rosa.post(f"/t/{second}/reply", said, follow=False)

    assert (page.status, page.headers["Location"]) == (307, f"/t/{first}/reply")
    assert "Mine slid off." in rosa.post(f"/t/{first}/reply", said).text


def test_a_begun_reply_follows(mo: Browser, rosa: Browser, world: World) -> None:
    first, second, _ = pair(world)
    composing(rosa, second)
    fields = rosa.page.values(f"/t/{second}/reply")
    rosa.post(f"/t/{second}/reply", {**fields, "body": "So far.", "save-draft": "1"})

    tool(mo, second, "merge", into=str(first))

    assert [one.thread_id for one in world.rows(SavedDraft)] == [first]


def test_a_merge_is_undone_within_a_day(
    mo: Browser, guest: Browser, world: World
) -> None:
    first, second, _ = pair(world)
    before = order(world, first), order(world, second)
    tool(mo, second, "merge", into=str(first))
    later = world.reply(first, "rex", "After both.", at=hours_ago(1))

    late = utcnow() + timedelta(hours=25)
    assert undone(world, "merge", late) == "This can be taken back for 24 hours only."
    assert undone(world, "merge") == ""

    assert order(world, first) == [*before[0], later]
    assert order(world, second) == before[1]
    assert miscounted(world) == []
    assert guest.visit(world.url(second)).heading == OTHER
    assert undone(world, "merge") == "These posts have been moved on since then."


def test_what_became_of_posts_meanwhile_is_kept(mo: Browser, world: World) -> None:
    first, second, posts = pair(world)
    mine = order(world, second)
    tool(mo, second, "merge", into=str(first))
    become(world, mine[-1], PostState.REMOVED, "Rule 4.")

    assert undone(world, "merge") == ""

    assert miscounted(world) == []
    assert world.row(Post, mine[-1]).state is PostState.REMOVED
    assert len(posts) == 6


def test_who_started_the_thread_is_told(mo: Browser, world: World) -> None:
    first, second, _ = pair(world)

    tool(mo, second, "merge", into=str(first))

    (statement,) = world.rows(Statement)
    assert statement.member_id == world.member_id("eva")
    assert statement.subject == "We merged your thread with another"
    assert f"(/t/{first})" in statement.body
    assert WHY in statement.body


@pytest.mark.parametrize("into", ["", "the other one", "77777", "itself"])
def test_a_merge_into_nothing_keeps_what_was_typed(
    mo: Browser, world: World, into: str
) -> None:
    first, second, _ = pair(world)
    into = str(second) if into == "itself" else into

    page = tool(mo, second, "merge", into=into)

    assert page.status == 422
    assert page.values("/merge")["reason"] == WHY
    assert world.rows(ModAction) == []
    assert world.row(Thread, second).merged_into is None
    assert first


def test_a_thread_that_is_not_public_is_not_merged(mo: Browser, world: World) -> None:
    first, second, _ = pair(world)
    become(world, world.opening_post(first), PostState.REMOVED, "Rule 4.")

    page = tool(mo, second, "merge", into=str(first))

    assert page.status == 422
    assert "Both threads have to be public" in page.text


def test_the_title_of_a_merged_thread_is_kept_with_its_post_only(
    mo: Browser, world: World
) -> None:
    first, second, _ = pair(world)

    tool(mo, second, "merge", into=str(first))

    assert world.row(Thread, second).title == "Merged"


def test_former_members_of_two_threads_stay_two(mo: Browser, world: World) -> None:
    first, second, _ = pair(world)
    with world.writing():
        formers = [former_in(one, "Former member") for one in (first, second)]
    with world.writing():
        stand_as(first, world.member_id("ken"), formers[0])
        stand_as(second, world.member_id("eva"), formers[1])

    tool(mo, second, "merge", into=str(first))

    names = [one for one in mo.page.text.split("Post ") if "Former member" in one]
    assert names
    with world.writing():
        third = former_in(first, "Former member")
    handles = {world.row(Member, one).handle for one in (*formers, third)}
    assert len(handles) == 3


def test_the_log_leads_to_the_way_back(mo: Browser, world: World) -> None:
    first, second, _ = pair(world)
    before = order(world, first), order(world, second)
    tool(mo, second, "merge", into=str(first))
    (decision,) = world.rows(Decision)

    mo.visit(f"/moderation/decisions/{decision.id}/reverse")
    mo.submit("/reverse", reason="They are about two roofs.")

    assert (order(world, first), order(world, second)) == before
    assert miscounted(world) == []
    assert mo.visit(world.url(second)).heading == OTHER
