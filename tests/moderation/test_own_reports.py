"""My reports: what came of each, in the words that whoever reported may have."""

import pytest

from forum.boards.models import Audience, PostState
from forum.members.actions import change_role
from forum.members.models import Role
from moderation.models import (
    Flag,
    FlagReason,
    FlagStatus,
    Reviewable,
    ReviewableKind,
)
from tests.boards.acts import become, open_to
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.world import TITLE, World

NOTE = "zz the second line names somebody"


def test_a_report_is_listed_with_its_reason_and_note(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    flagged(world, post, "rosa", note=NOTE)

    page = rosa.visit("/my/flags")

    assert page.link("Post 2 in") == f"/p/{post}"
    assert TITLE in page.text
    assert "It attacks a person" in page.text
    assert NOTE in page.text
    assert "A moderator will look at it." in page.text


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("remove", "We agreed with you and acted."),
        ("leave", "We looked at it. It is within the rules."),
    ],
)
def test_the_outcome_is_told_and_nothing_of_the_sanction(
    rosa: Browser, mo: Browser, world: World, measure: str, said: str
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    case = flagged(world, post, "rosa")
    decided(mo, case, measure)

    page = rosa.visit("/my/flags")

    assert said in page.text
    assert "telephone number" not in page.text
    assert "Decided" in page.text


def test_nobody_sees_the_reports_of_somebody_else(
    ken: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    flagged(world, world.reply(world.thread("ken"), "ivy"), "rosa", note=NOTE)

    for browser in (ken, mo):
        assert NOTE not in browser.visit("/my/flags").html
        assert "No reports" in browser.page.text
    assert guest.visit("/my/flags").status == 401


def test_a_post_that_one_may_not_read_any_more_is_not_named(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    post = world.reply(thread, "ivy")
    flagged(world, post, "rosa")
    open_to(world, "performance", Audience.STAFF)

    page = rosa.visit("/my/flags")

    assert TITLE not in page.text
    assert "A post that you cannot see any more" in page.text
    open_to(world, "performance", Audience.EVERYBODY)
    become(world, post, PostState.REMOVED, "Rule 3")
    assert TITLE not in rosa.visit("/my/flags").text


def test_abuse_of_minors_is_heard_from_whoever_reported_something_else_before(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    flagged(world, post, "rosa", FlagReason.HARASSMENT)

    rosa.visit(f"/p/{post}/flag")
    rosa.submit(f"/p/{post}/flag", reason="abuse_of_minors")

    first, second = world.rows(Flag)
    assert first.status is FlagStatus.WITHDRAWN
    assert second.status is FlagStatus.OPEN
    case = world.row(Reviewable, second.reviewable_id)
    assert case.kind is ReviewableKind.RESTRICTED_HOLD


def test_a_lighter_report_leaves_the_graver_one(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"), "ivy")
    flagged(world, post, "rosa", FlagReason.HARASSMENT)

    rosa.visit(f"/p/{post}/flag")
    page = rosa.submit(f"/p/{post}/flag", reason="off_subject")

    (only,) = world.rows(Flag)
    assert only.reason is FlagReason.HARASSMENT
    assert "You reported this post already." in page.text


def test_a_case_that_a_moderator_opened_is_no_report_of_theirs(
    mo: Browser, world: World
) -> None:
    thread = world.thread("rosa")
    post = world.opening_post(thread)
    mo.visit(world.url(thread))
    mo.submit(f"/moderation/posts/{post}/review")
    decided(mo, world.rows(Reviewable)[0].id, "leave")

    page = mo.visit("/my")

    assert "Your reports" in page.text
    assert not page.soup.select("a[href='/my/flags'] .count, a[href='/my/flags'] .new")
    assert "Your reports (1)" not in page.text
    assert "No reports" in mo.visit("/my/flags").text


def test_what_somebody_reported_before_they_became_a_moderator_stays_theirs(
    mo: Browser, world: World
) -> None:
    case = flagged(world, world.opening_post(world.thread("ken")), "val", note=NOTE)
    decided(mo, case, "leave")
    key = world.member_id("val")
    with world.writing():
        change_role(key, Role.MODERATOR)
    val = Browser(world.app)
    val.sign_in("val")

    assert NOTE in val.visit("/my/flags").text
