"""Some reports hide a post until a moderator has looked at it."""

import pytest

from forum.boards.models import Post, PostState
from forum.members.models import Role
from moderation.models import Decision, Flag, FlagReason, FlagStatus, Statement
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.world import BODY, World

PRIVATE = FlagReason.PERSONAL_INFORMATION


def reply(world: World, by: str = "ivy") -> int:
    return world.reply(world.thread(f"asks_{by}"), by)


def state(world: World, post: int) -> PostState:
    return world.row(Post, post).state


def test_one_established_member_hides_personal_information(
    ivy: Browser, guest: Browser, world: World
) -> None:
    post = reply(world)

    flagged(world, post, reason=PRIVATE)

    assert state(world, post) is PostState.HIDDEN
    thread = world.row(Post, post).thread_id
    assert (
        "Hidden until a moderator has looked at it."
        in guest.visit(world.url(thread)).text
    )
    shown = ivy.visit(world.url(thread)).text
    assert "This is hidden until a moderator has looked at it." in shown
    assert f"/p/{post}/edit" in ivy.page.html


def test_the_author_is_told_that_a_rule_did_it(world: World) -> None:
    post = reply(world)

    flagged(world, post, reason=PRIVATE)

    (decision,) = world.rows(Decision)
    assert (decision.automated, decision.actor_id) == (True, None)
    (told,) = world.rows(Statement)
    assert told.member_id == world.row(Post, post).author_id
    assert "done automatically" in told.body
    assert "eva" not in told.body


def test_a_new_member_alone_hides_nothing(world: World) -> None:
    post = reply(world)
    world.member("newt", is_new=True)

    flagged(world, post, "newt", PRIVATE)

    assert state(world, post) is PostState.PUBLISHED


def test_one_member_hides_three_a_day_alone(world: World) -> None:
    posts = [reply(world, f"writer{n}") for n in range(4)]

    for post in posts:
        flagged(world, post, reason=PRIVATE)

    assert [state(world, post) for post in posts] == [PostState.HIDDEN] * 3 + [
        PostState.PUBLISHED
    ]


def test_three_members_hide_for_any_reason(world: World) -> None:
    post = reply(world)

    for by in ("eva", "rosa"):
        flagged(world, post, by, FlagReason.OFF_SUBJECT)
        assert state(world, post) is PostState.PUBLISHED
    flagged(world, post, "una", FlagReason.SPAM)

    assert state(world, post) is PostState.HIDDEN


def test_posts_of_staff_are_hidden_by_staff_alone(mo: Browser, world: World) -> None:
    world.member("stella", Role.MODERATOR)
    post = reply(world, "stella")

    for by in ("eva", "rosa", "una"):
        flagged(world, post, by, PRIVATE)
    assert state(world, post) is PostState.PUBLISHED

    mo.visit(f"/p/{post}/flag")
    mo.submit("/flag", reason="harassment", hide_now="y")
    assert state(world, post) is PostState.HIDDEN


def test_members_cannot_hide_by_the_field_of_staff(rosa: Browser, world: World) -> None:
    post = reply(world)
    rosa.visit(f"/p/{post}/flag")
    assert "hide_now" not in rosa.page.html

    rosa.submit("/flag", reason="harassment", hide_now="y")

    assert state(world, post) is PostState.PUBLISHED


def test_a_reporter_who_does_not_see_it_any_more_lands_on_their_reports(
    rosa: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))
    rosa.visit(f"/p/{post}/flag")

    page = rosa.submit("/flag", reason=str(PRIVATE))

    assert page.status == 200
    assert "It is hidden until then." in page.text
    assert page.heading == "Your reports"


def test_it_is_public_again_after_the_review_and_the_report_was_wrong(
    mo: Browser, guest: Browser, world: World
) -> None:
    post = reply(world)
    case = flagged(world, post, reason=PRIVATE)

    decided(mo, case, "restore", reason="")

    assert state(world, post) is PostState.PUBLISHED
    (flag,) = world.rows(Flag)
    assert flag.status is FlagStatus.DISMISSED
    thread = world.row(Post, post).thread_id
    assert BODY in guest.visit(world.url(thread)).text


@pytest.mark.parametrize("wrong", [2, 3])
def test_after_three_wrong_reports_they_hide_nothing(
    rosa: Browser, mo: Browser, world: World, wrong: int
) -> None:
    for n in range(wrong):
        case = flagged(world, reply(world, f"writer{n}"), "rosa", PRIVATE)
        decided(mo, case, "restore", reason="")
    post = reply(world, "last")
    rosa.visit(f"/p/{post}/flag")

    page = rosa.submit("/flag", reason="spam")

    rests = "do not hide a post at once" in page.text
    assert rests is (wrong == 3)
    assert world.rows(Flag)[-1].counts is (wrong < 3)
