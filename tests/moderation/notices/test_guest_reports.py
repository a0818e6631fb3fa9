"""A guest reports a post: no account, no cookie, a receipt, the decision by mail."""

import pytest
import time_machine

from forum.core.clock import utcnow
from moderation.models import Flag, FlagReason, FlagStatus, ReporterKind, ReviewableKind
from moderation.notices.models import Notice, NoticeKind
from tests.browser import Browser
from tests.moderation.cases import decided
from tests.moderation.notices.filling import (
    DAY,
    FLAG,
    UNA,
    case_of,
    filled,
    mailed,
    replied,
    swept,
    the_notice,
)
from tests.world import World


@pytest.fixture
def post(world: World) -> int:
    """Return a post of Ken's."""
    return replied(world, "ken")


def test_a_guest_reports_a_post_and_gets_a_number(
    guest: Browser, world: World, post: int
) -> None:
    page = filled(guest, f"/p/{post}/flag", FLAG)

    notice = the_notice(world)
    assert page.status == 200
    assert page.heading == "We have your notice"
    assert notice.reference in page.text
    assert "Set-Cookie" not in page.headers
    (flag,) = world.rows(Flag)
    assert (flag.reason, flag.note) == ("harassment", "The last sentence.")
    assert (flag.reporter_kind, flag.reporter_id) == (ReporterKind.GUEST, None)
    assert (notice.kind, notice.name) == (NoticeKind.FLAG, "Una Testperson")


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("reason", "Choose what is wrong with the post"),
        ("name", "Write your name"),
        ("email", "Write an email address, such as name@example.com"),
        ("good_faith", "Confirm this, or we cannot act on it"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    guest: Browser, world: World, post: int, missing: str, said: str
) -> None:
    fields = {name: value for name, value in FLAG.items() if name != missing}

    page = filled(guest, f"/p/{post}/flag", fields)

    assert page.status == 422
    assert said in page.text
    assert "The last sentence." in page.html
    assert world.rows(Flag) == []
    assert world.rows(Notice) == []


def test_something_else_needs_words(guest: Browser, post: int) -> None:
    page = filled(guest, f"/p/{post}/flag", FLAG, reason="other", note="Bad.")

    assert page.status == 422
    assert "Say in a few words what is wrong" in page.text


def test_abuse_of_a_minor_is_reported_without_a_name(
    guest: Browser, world: World, post: int
) -> None:
    page = filled(
        guest, f"/p/{post}/flag", FLAG, reason="abuse_of_minors", email="una@", name="U"
    )

    notice = the_notice(world)
    assert page.status == 200
    assert (notice.name, notice.email) == (None, None)


def test_the_flagger_is_told_what_was_decided_and_how_to_object(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    page = filled(guest, f"/p/{post}/flag", FLAG)
    (received,) = mailed(world, UNA, "We have your notice")
    case = case_of(world, post, ReviewableKind.FLAGGED_POST)

    decided(mo, case.id, "remove", rule="R2", reason="It attacks a person.")

    (told,) = mailed(world, UNA, "We decided about your notice")
    assert the_notice(world).reference in received
    assert f"/p/{post}: it is no longer shown." in told
    assert "write to us within six months" in told
    assert "no longer shown" in guest.visit(page.path).text
    assert "Una" not in mo.visit(f"/moderation/items/{case.id}").text


def test_a_report_that_was_not_upheld_says_so(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    filled(guest, f"/p/{post}/flag", FLAG)

    decided(mo, case_of(world, post, ReviewableKind.FLAGGED_POST).id, "leave")

    (told,) = mailed(world, UNA, "We decided about your notice")
    assert "it stays as it is" in told
    (flag,) = world.rows(Flag)
    assert flag.status is FlagStatus.DISMISSED


def test_who_reported_it_is_forgotten_thirty_days_after_the_decision(
    guest: Browser, mo: Browser, world: World, post: int
) -> None:
    start = utcnow()
    filled(guest, f"/p/{post}/flag", FLAG)
    decided(mo, case_of(world, post, ReviewableKind.FLAGGED_POST).id, "leave")

    with time_machine.travel(start + 29 * DAY):
        swept(world)
        assert the_notice(world).email == UNA
    with time_machine.travel(start + 31 * DAY):
        swept(world)
        notice = the_notice(world)

    assert (notice.name, notice.email, notice.signature) == (None, None, None)


def test_an_open_report_keeps_its_contact(
    guest: Browser, world: World, post: int
) -> None:
    filled(guest, f"/p/{post}/flag", FLAG)

    with time_machine.travel(utcnow() + 90 * DAY):
        swept(world)

    assert the_notice(world).email == UNA


def test_one_network_reports_five_times_an_hour(
    guest: Browser, world: World, post: int
) -> None:
    for _ in range(5):
        assert filled(guest, f"/p/{post}/flag", FLAG).status == 200

    page = filled(guest, f"/p/{post}/flag", FLAG)

    assert page.status == 429
    assert len(world.rows(Flag)) == 5


def test_a_receipt_is_shown_to_nobody_who_guesses(guest: Browser, world: World) -> None:
    post = replied(world, "ken")
    filled(guest, f"/p/{post}/flag", FLAG)

    assert guest.visit(f"/notices/{the_notice(world).reference}/x").status == 404
    assert guest.visit("/notices/ABCD-EFGH/x").status == 404


def test_members_still_report_without_giving_a_name(
    rosa: Browser, world: World, post: int
) -> None:
    filled(rosa, f"/p/{post}/flag", {"reason": "spam"})

    (flag,) = world.rows(Flag)
    assert (flag.reason, flag.reporter_kind) == (FlagReason.SPAM, ReporterKind.MEMBER)
    assert world.rows(Notice) == []
