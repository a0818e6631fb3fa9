"""Reporting a post, and what that makes of it for moderators."""

from datetime import timedelta

import pytest
import time_machine

from forum.boards.models import PostState
from forum.core.clock import utcnow
from moderation import rules
from moderation.models import Evidence, Flag, FlagReason, ReporterKind, Reviewable
from tests.boards.acts import become, replies
from tests.browser import Browser, Page
from tests.moderation.cases import flagged
from tests.world import BODY, World

NOON = utcnow().replace(hour=12) + timedelta(days=1)


def reported(browser: Browser, post: int, reason: str, note: str = "") -> Page:
    browser.visit(f"/p/{post}/flag")
    return browser.submit(f"/p/{post}/flag", reason=reason, note=note)


def test_a_report_makes_a_case_and_keeps_the_wording(
    rosa: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))

    page = reported(rosa, post, "harassment", "The second line.")

    assert "Thank you. A moderator will look at the post." in page.text
    assert BODY in page.text
    (flag,) = world.rows(Flag)
    assert (flag.reason, flag.note) == ("harassment", "The second line.")
    (kept,) = world.rows(Evidence)
    assert (kept.content, kept.revision) == (BODY, 1)


def test_readers_find_the_way_to_report_below_a_post(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")

    page = rosa.visit(world.url(thread))

    assert page.link("Report") == f"/p/{world.opening_post(thread)}/flag"
    assert rosa.visit(page.link("Report")).heading == "Report post 1"


@pytest.mark.parametrize(
    ("reason", "note", "said"),
    [
        ("", "", "Choose what is wrong with the post"),
        ("rude", "", "Not a valid choice"),
        ("other", "", "Say in a few words what is wrong"),
        ("other", "It is.  ", "Say in a few words what is wrong"),
        ("spam", "x" * 1001, "1,000 characters at most"),
    ],
)
def test_a_report_needs_a_reason(
    rosa: Browser, world: World, reason: str, note: str, said: str
) -> None:
    post = world.opening_post(world.thread("ken"))

    page = reported(rosa, post, reason, note)

    assert page.status == 422
    assert said in page.text
    assert note.strip() in page.html
    assert world.rows(Flag) == []


def test_something_else_is_taken_with_a_few_words(rosa: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))

    page = reported(rosa, post, "other", "It is the same text in five threads.")

    assert page.status == 200
    assert len(world.rows(Flag)) == 1


def test_nobody_reports_their_own_post(rosa: Browser, world: World) -> None:
    thread = world.thread("rosa")
    own, foreign = world.opening_post(thread), world.reply(thread, "ken")
    fields = rosa.visit(f"/p/{foreign}/flag").values("/flag")
    fields["reason"] = "spam"

    page = rosa.post(f"/p/{own}/flag", fields)

    assert page.status == 403
    assert "This is your own post. You can edit or withdraw it." in page.text
    assert not rosa.visit(f"/p/{own}/flag").forms("/flag")
    assert world.rows(Flag) == []


def test_a_second_report_by_the_same_member_says_so(
    rosa: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))
    reported(rosa, post, "spam")

    page = reported(rosa, post, "harassment")

    assert "You reported this post already." in page.text
    (flag,) = world.rows(Flag)
    assert flag.reason is FlagReason.SPAM


def test_several_reports_make_one_case_that_presses_more(world: World) -> None:
    post = world.opening_post(world.thread("ken"))
    first = flagged(world, post, "rosa", FlagReason.SPAM)
    (alone,) = world.rows(Reviewable)

    cases = {flagged(world, post, by, FlagReason.OFF_SUBJECT) for by in ("ivy", "eva")}

    assert cases == {first}
    case = world.row(Reviewable, first)
    assert (alone.weight, case.weight) == (60, 80)
    assert len(world.rows(Evidence)) == 1


def test_a_wording_that_was_edited_is_kept_beside_the_first(
    ken: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))
    flagged(world, post, "rosa")
    ken.visit(f"/p/{post}/edit")
    ken.submit("/edit", body="Another wording now.")

    flagged(world, post, "ivy")

    assert [kept.content for kept in world.rows(Evidence)] == [
        BODY,
        "Another wording now.",
    ]


def reports_of(world: World, by: str, count: int) -> int:
    """Let a member report several posts; return one they have not reported."""
    posts = replies(world, world.thread("ken"), count + 1)
    for post in posts[:-1]:
        flagged(world, post, by, FlagReason.SPAM)
    return posts[-1]


def test_reports_are_limited_by_the_day(rosa: Browser, world: World) -> None:
    with time_machine.travel(NOON, tick=True):
        rosa.sign_in("rosa")
        post = reports_of(world, "rosa", rules.FLAGS_PER_DAY)

        page = reported(rosa, post, "spam")

    assert page.status == 403
    assert "You reported 10 posts today. Please go on tomorrow." in page.text
    assert len(world.rows(Flag)) == rules.FLAGS_PER_DAY


def test_reports_go_on_tomorrow(rosa: Browser, world: World) -> None:
    with time_machine.travel(NOON, tick=True):
        post = reports_of(world, "rosa", rules.FLAGS_PER_DAY)
    with time_machine.travel(NOON + timedelta(days=1), tick=True):
        rosa.sign_in("rosa")

        page = reported(rosa, post, "spam")

    assert page.status == 200
    assert len(world.rows(Flag)) == rules.FLAGS_PER_DAY + 1


def test_new_members_report_less(world: World) -> None:
    with time_machine.travel(NOON, tick=True):
        world.member("newt", is_new=True)
        newt = Browser(world.app)
        newt.sign_in("newt")
        post = reports_of(world, "newt", rules.FLAGS_PER_DAY_NEW)

        page = reported(newt, post, "spam")

    assert page.status == 403
    assert len(world.rows(Flag)) == rules.FLAGS_PER_DAY_NEW


def test_a_report_by_staff_is_marked_as_such(mo: Browser, world: World) -> None:
    post = world.opening_post(world.thread("ken"))

    reported(mo, post, "spam")

    (flag,) = world.rows(Flag)
    assert flag.reporter_kind is ReporterKind.STAFF


def test_what_nobody_can_read_cannot_be_reported(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken"))

    become(world, post, PostState.REMOVED, "Rule 2: Be kind.")

    assert rosa.visit(f"/p/{post}/flag").status == 404
    assert rosa.visit("/p/999/flag").status == 404


@pytest.mark.parametrize("reason", list(FlagReason))
def test_every_reason_is_explained_and_weighed(reason: FlagReason) -> None:
    assert rules.REASONS[reason]
    assert 0 < rules.WEIGHTS[reason] <= 100
    assert rules.weight_of([reason]) == rules.WEIGHTS[reason]


@pytest.mark.parametrize(
    ("reasons", "weight"),
    [
        ([FlagReason.SPAM, FlagReason.SPAM], 70),
        ([FlagReason.OFF_SUBJECT, FlagReason.PERSONAL_INFORMATION], 110),
        ([FlagReason.OFF_SUBJECT] * 4, 50),
        ([FlagReason.OFF_SUBJECT] * 40, 50),
    ],
)
def test_the_gravest_reason_counts_and_more_for_more(
    reasons: list[FlagReason], weight: int
) -> None:
    assert rules.weight_of(reasons) == weight
