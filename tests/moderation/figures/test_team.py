"""The team sees how fast it decides, and is reminded of what waits too long."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.members import actions as members
from forum.members.models import Role
from moderation.figures.models import CaseAlert
from moderation.figures.rules.timing import NONE
from moderation.models import FlagReason
from tests.browser import Browser
from tests.moderation.cases import board_named, decided, flagged
from tests.moderation.figures.acts import REMIND, run
from tests.world import World, words_of

LATE = "[Service] A case waits too long"


def late_mails(world: World, to: str = "mo_mod") -> list[str]:
    """Return what somebody was written about cases that wait too long."""
    mails = world.outbox.to(f"{to}@example.com")
    return [words_of(mail) for mail in mails if mail["Subject"] == LATE]


def reminded(world: World, after: timedelta) -> None:
    """Let the reminder run some time from now, and the mail leave."""
    at = utcnow() + after
    run(world, REMIND, at)
    with time_machine.travel(at, tick=False):
        world.run_jobs()


def test_times_and_outcomes_are_told_by_kind_and_board(
    mo: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa")
    with time_machine.travel(utcnow() - timedelta(hours=30)):
        case = flagged(world, post)
    decided(mo, case, "remove")

    page = mo.visit("/moderation/figures")

    (row,) = page.soup.select("tbody tr")
    cells = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
    assert cells[1:4] == ["1", "0", NONE]
    assert cells[6].startswith("30 h") or cells[6].startswith("1 d")
    assert "Too slow" in cells[6]
    assert cells[8] == "1 of 1 (100 %)"
    assert "mo_mod 1" in page.text


def test_what_still_waits_is_told_with_its_age(mo: Browser, world: World) -> None:
    with time_machine.travel(utcnow() - timedelta(days=5)):
        flagged(world, world.reply(world.thread("ken"), "rosa"))

    (row,) = mo.visit("/moderation/figures?days=7").soup.select("tbody tr")

    cells = [cell.get_text(strip=True) for cell in row.select("th, td")]
    assert cells[2:4] == ["1", "5 d"]


def test_moderators_of_some_boards_see_figures_of_those_alone(
    mo: Browser, world: World
) -> None:
    decided(mo, flagged(world, world.reply(world.thread("ken"), "rosa")), "remove")
    key = world.member("bo_mod", Role.MODERATOR)
    board = board_named(world, "equipment").id
    with world.writing():
        members.assign(key, [board])
    bo = Browser(world.app)
    bo.begin_session(world.session_of(key))

    page = bo.visit("/moderation/figures")

    assert page.status == 200
    assert not page.soup.select("tbody tr")
    assert "mo_mod" not in page.text


def test_plain_members_see_no_figures_of_the_team(rosa: Browser) -> None:
    assert rosa.visit("/moderation/figures").status == 403


@pytest.mark.parametrize(
    ("reason", "hours"),
    [
        (FlagReason.PERSONAL_INFORMATION, 1),
        (FlagReason.UNSAFE_ADVICE, 2),
        (FlagReason.SPAM, 24),
    ],
)
def test_staff_is_written_to_once_a_case_waits_too_long(
    mo: Browser, world: World, reason: FlagReason, hours: int
) -> None:
    case = flagged(world, world.reply(world.thread("ken"), "rosa"), reason=reason)

    reminded(world, timedelta(hours=hours, minutes=-5))
    assert not late_mails(world), mo
    reminded(world, timedelta(hours=hours, minutes=5))
    reminded(world, timedelta(hours=hours + 1))

    (mail,) = late_mails(world)
    assert f"waits for {hours} hour" in mail
    assert f"/moderation/items/{case}" in mail
    assert "rosa" not in mail
    assert len(world.rows(CaseAlert)) == 1


def test_nobody_is_written_to_about_what_is_decided_meanwhile(
    mo: Browser, world: World
) -> None:
    case = flagged(world, world.reply(world.thread("ken"), "rosa"))
    run(world, REMIND, utcnow() + timedelta(hours=25))
    decided(mo, case, "leave")

    with time_machine.travel(utcnow() + timedelta(hours=26)):
        world.run_jobs()

    assert not late_mails(world)


def test_only_who_may_decide_is_written_to(mo: Browser, world: World) -> None:
    key = world.member("bo_mod", Role.MODERATOR)
    board = board_named(world, "equipment").id
    with world.writing():
        members.assign(key, [board])
    flagged(world, world.reply(world.thread("ken"), "rosa"))

    reminded(world, timedelta(hours=25))

    assert late_mails(world), mo
    assert not late_mails(world, "bo_mod")
