"""What became of warnings is told in figures, none of them about one person."""

import re

from forum.boards.models import DisclosureCount
from forum.core.clock import utcnow
from forum.core.db import db
from forum.warnings.models import WarningMonth
from tests.boards.acts import CALL_ME
from tests.browser import Browser
from tests.world import World


def table(browser: Browser) -> list[list[str]]:
    """Return the rows of the table on the page, below its head."""
    rows = browser.visit("/transparency").soup.select("tbody tr")
    return [
        [cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows
    ]


def test_a_choice_is_counted_for_its_month(rosa: Browser, world: World) -> None:
    rosa.visit(world.url(world.thread("ken")))
    rosa.submit("/reply", body=CALL_ME)
    rosa.submit("/reply", choice__0="mask")

    (counted,) = world.rows(WarningMonth)

    assert (counted.kind, counted.masked, counted.kept) == ("phone", 1, 0)
    assert counted.month == utcnow().date().replace(day=1)
    assert len(world.rows(DisclosureCount)) == 1


def test_few_decisions_are_not_broken_down(guest: Browser, world: World) -> None:
    with world.writing():
        month = utcnow().date().replace(day=1)
        db.session.add(WarningMonth(month=month, kind="phone", masked=7, kept=2))

    assert [row[1:] for row in table(guest)] == [["fewer than 10"]]


def test_enough_decisions_say_how_many_led_to_masking(
    guest: Browser, world: World
) -> None:
    with world.writing():
        month = utcnow().date().replace(day=1)
        db.session.add(WarningMonth(month=month, kind="phone", masked=30, kept=9))
        db.session.add(WarningMonth(month=month, kind="gps", not_personal=1))

    assert [row[1:] for row in table(guest)] == [["40", "30", "9", "1", "75 %"]]


def test_nobody_warned_is_said_in_words(guest: Browser) -> None:
    words = guest.visit("/transparency").text

    assert "Nobody has been warned yet." in words
    assert not re.search(r"[0-9] %", words)
