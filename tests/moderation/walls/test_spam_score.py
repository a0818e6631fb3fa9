"""A score made of parts that can be explained holds a post, and never drops one."""

from datetime import timedelta

import pytest
import time_machine

from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.members.models import Role
from moderation.models import Reviewable
from moderation.walls import actions, rules
from moderation.walls.models import HeldFor, Likeness, Mode
from tests.boards.acts import send
from tests.browser import Browser
from tests.moderation.cases import opened as case_page
from tests.moderation.walls.acts import opened, set_mode, states
from tests.world import BODY, World


@pytest.mark.parametrize(
    ("facts", "total"),
    [
        (rules.Facts(True), 0),
        (rules.Facts(True, seconds=2.9), 30),
        (rules.Facts(True, seconds=3.0), 0),
        (rules.Facts(False, seconds=1), 15),
        (rules.Facts(False, filled_trap=True), 60),
        (rules.Facts(True, links=1), 0),
        (rules.Facts(True, links=4), 60),
        (rules.Facts(True, links=99), 60),
        (rules.Facts(False, links=99), 0),
        (rules.Facts(True, mentions=6), 30),
        (rules.Facts(True, alike=True), 40),
        (rules.Facts(True, from_network=5), 30),
        (rules.Facts(True, seconds=1, filled_trap=True), 90),
    ],
)
def test_each_part_counts_what_it_is_worth(facts: rules.Facts, total: int) -> None:
    score = rules.scored(facts)

    assert score.total == total
    assert score.holds is (total >= 50)


def test_a_filled_trap_holds_and_both_sides_read_why(
    ivy: Browser, mo: Browser, world: World
) -> None:
    page = opened(ivy, website="https://example.com")

    assert "Our check against spam stopped at it" in page.text
    assert states(world) == [PostState.HELD]
    (case,) = world.rows(Reviewable)
    said = case_page(mo, case.id).text
    assert "a field that nobody sees was filled in (60)" in said


def test_the_trap_is_kept_from_people_and_screen_readers(ivy: Browser) -> None:
    page = ivy.visit("/b/care/new")

    (line,) = [one for one in page.html.splitlines() if 'name="website"' in one]
    assert 'aria-hidden="true"' in line
    assert 'tabindex="-1"' in line
    assert 'autocomplete="off"' in line
    assert "style=" not in line


def test_who_takes_their_time_is_not_fast(world: World) -> None:
    set_mode(world, Mode.OPEN)
    world.member("newt", is_new=True)
    newt = Browser(world.app)
    newt.begin_session(world.session_of(world.member_id("newt")))
    body = "See https://example.com/a and https://example.com/b, both are good."
    newt.visit("/b/care/new")
    page, now = newt.page, utcnow()
    with time_machine.travel(now + timedelta(seconds=20), tick=False):
        newt.page = page
        newt.submit("/b/care/new", title="What do you think of these?", body=body)

    assert states(world) == [PostState.PUBLISHED]


def test_a_new_member_who_is_fast_with_links_waits_on_an_open_board(
    world: World,
) -> None:
    set_mode(world, Mode.OPEN)
    world.member("newt", is_new=True)
    newt = Browser(world.app)
    newt.begin_session(world.session_of(world.member_id("newt")))
    body = "See https://example.com/a and https://example.com/b, both are good."

    opened(newt, body=body)

    (held,) = world.rows(HeldFor)
    assert (held.score, states(world)) == (50, [PostState.HELD])


def test_the_same_words_again_are_noticed_for_a_day(ivy: Browser, world: World) -> None:
    one, other = world.thread("ken", board="care"), world.thread("una", board="care")
    said = " ".join(f"word{n}" for n in range(20))
    world.reply(one, "ivy", said, utcnow() - timedelta(minutes=5))

    send(ivy, other, said)
    assert world.rows(Post)[-1].state is PostState.PUBLISHED  # 15 + 20 points

    assert len(world.rows(Likeness)) == 4
    with world.writing():
        actions.forget_likenesses(utcnow() + timedelta(hours=25))
    assert world.rows(Likeness) == []


def test_ninety_points_wake_the_moderators(world: World) -> None:
    set_mode(world, Mode.OPEN)
    world.member("momo", Role.MODERATOR)
    world.member("newt", is_new=True)
    newt = Browser(world.app)
    newt.begin_session(world.session_of(world.member_id("newt")))

    opened(newt, website="x", body=BODY)
    world.run_jobs()

    (mail,) = world.outbox.to("momo@example.com")
    assert mail["Subject"] == "[Service] A post waits for approval"
