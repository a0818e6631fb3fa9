"""The public log: what was decided week by week, about nobody."""

from datetime import UTC, datetime, timedelta

import time_machine

from moderation.models import ActionKind
from tests.browser import Browser
from tests.moderation.cases import board_named
from tests.moderation.figures.acts import acted, published
from tests.world import World

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
LISTED = datetime(2026, 11, 16, 1, tzinfo=UTC)
"""Seven days after the end of that week."""
REMOVE, REDACT = ActionKind.REMOVE, ActionKind.REDACT


def test_a_week_is_listed_seven_days_after_it_ended(
    world: World, guest: Browser
) -> None:
    board = board_named(world, "care")
    with time_machine.travel(MONDAY + timedelta(days=1)):
        acted(world, REMOVE, 5, board=board.id)

    published(world, LISTED - timedelta(hours=2))
    early = guest.visit("/transparency/log").text
    published(world, LISTED)
    page = guest.visit("/transparency/log")

    assert "Nothing is listed yet" in early
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("tbody tr")]
    assert rows == [f"Nov 3 {board.name} Post 3 Remove A person"] * 5
    assert "No others." in page.text


def test_what_was_done_fewer_than_five_times_is_told_together(
    world: World, guest: Browser
) -> None:
    with time_machine.travel(MONDAY):
        acted(world, REMOVE, 4)
        acted(world, ActionKind.LOCK, 3, None, first=5000)

    published(world, LISTED)
    page = guest.visit("/transparency/log")

    assert not page.soup.select("tbody tr")
    assert "Others: 7." in page.text


def test_few_others_are_not_counted(world: World, guest: Browser) -> None:
    with time_machine.travel(MONDAY):
        acted(world, REMOVE, 2)

    published(world, LISTED)

    assert "Others: fewer than 5." in guest.visit("/transparency/log").text


def test_redactions_are_never_listed_on_their_own(world: World, guest: Browser) -> None:
    with time_machine.travel(MONDAY):
        acted(world, REDACT, 8)
        acted(world, ActionKind.ERASE_ACCOUNT, 8, first=5000)

    published(world, LISTED)
    page = guest.visit("/transparency/log")

    assert not page.soup.select("tbody tr")
    assert "Others: 16." in page.text


def test_weeks_are_on_pages_newest_first(world: World, guest: Browser) -> None:
    with time_machine.travel(MONDAY):
        acted(world, REMOVE, 5)

    published(world, LISTED + timedelta(weeks=6))
    first = guest.visit("/transparency/log")
    second = guest.visit(first.link("Older"))

    assert "Week of December 14, 2026" in first.text
    assert "Week of November 2, 2026" in second.text
    assert len(second.soup.select("tbody tr")) == 5
    assert guest.visit("/transparency/log?page=x").status == 404


def test_nobody_and_no_moderator_is_named(world: World, guest: Browser) -> None:
    with time_machine.travel(MONDAY):
        acted(world, REMOVE, 5)
    published(world, LISTED)

    assert "mo_mod" not in guest.visit("/transparency/log").html
