"""Being new: until three posts and three days, seen by the member, ended by staff."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member, Role
from moderation.rules import is_on_probation
from moderation.standing.rules import progress
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.moderation.standing.staff import member
from tests.world import World

DAY = timedelta(days=1)
NOW = utcnow()


def _new(days: float, posts: int) -> Member:
    return Member(
        role=Role.MEMBER,
        joined_at=NOW - days * DAY,
        post_count=posts,
        probation_posts=0,
    )


@pytest.mark.parametrize(
    ("posts", "days", "expected"),
    [(2, 30, True), (3, 2.9, True), (3, 3, False), (0, 0, True)],
)
def test_it_ends_after_three_posts_and_three_days(
    posts: int, days: float, expected: bool
) -> None:
    new = _new(days, posts)

    assert is_on_probation(new, NOW) is expected


def test_the_progress_is_told_in_posts_and_days() -> None:
    new = _new(1.5, posts=2)

    left = progress(new, NOW)

    assert left is not None
    assert left.said == "2 of 3 posts, 2 more days"


def test_the_member_sees_how_far_they_have_come(rosa: Browser, world: World) -> None:
    _made_new(world, posts=2)

    assert "You are new here: 2 of 3 posts, 3 more days" in rosa.visit("/my").text


def test_a_post_that_broke_a_rule_lets_posts_count_anew(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "rosa", "My number is 802 555 0142, call me.")
    _made_new(world, posts=2)

    decided(mo, flagged(world, post), "mask", words="802 555 0142")

    assert member(world, "rosa").probation_posts == member(world, "rosa").post_count
    assert "0 of 3 posts" in rosa.visit("/my").text


def test_a_post_that_was_left_counts(mo: Browser, rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "rosa")
    _made_new(world, posts=2)

    decided(mo, flagged(world, post), "leave")

    assert "2 of 3 posts" in rosa.visit("/my").text


def test_staff_ends_it_and_begins_it_anew_with_a_reason(
    mo: Browser, rosa: Browser, world: World
) -> None:
    _made_new(world, posts=0)
    mo.visit("/moderation/members/rosa")
    assert mo.submit("/probation", reason="").status == 422

    mo.submit("/probation", reason="We know your work.")
    assert "You are new here" not in rosa.visit("/my").text
    mo.visit("/moderation/members/rosa")
    mo.submit("/probation", reason="Three posts were advertising.")

    assert "0 of 3 posts, 3 more days" in rosa.visit("/my").text
    with time_machine.travel(utcnow() + 4 * DAY):
        rosa.begin_session(world.session_of(world.member_id("rosa")))
        assert "0 of 3 posts, 0 more days" in rosa.visit("/my").text


def test_who_is_on_probation_reports_three_things_a_day(
    rosa: Browser, world: World
) -> None:
    _made_new(world, posts=0)
    for handle in ("una", "ivy", "ned", "ben"):
        world.member(handle)
    for handle in ("una", "ivy", "ned"):
        rosa.visit(f"/m/{handle}/flag")
        assert rosa.submit("/flag", reason="spam").status == 200

    rosa.visit("/m/ben/flag")
    page = rosa.submit("/flag", reason="spam")

    assert page.status == 403
    assert "You reported 3" in page.text


def _made_new(world: World, *, posts: int) -> None:
    key = world.member_id("rosa")
    with world.writing():
        rosa = db.session.get_one(Member, key)
        rosa.vouched_at, rosa.post_count = None, posts
        rosa.joined_at = utcnow()
