"""C25: how often a law had us disclose is told by half-year, in no small figures."""

from datetime import UTC, date, datetime

import pytest

from forum.core.db import db
from forum.rights.models import LegalExport
from forum.rights.rules import half_years
from tests.browser import Browser
from tests.world import World

MARCH, AUGUST = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC)


def _demanded(world: World, at: datetime, given: int, refused: int = 0) -> None:
    subject = world.known("rosa")
    with world.writing():
        for number in range(given + refused):
            db.session.add(
                LegalExport(
                    case_number=f"zz-case-{number}",
                    authority="zz-court",
                    subject_id=subject,
                    fields=["posts"],
                    since=date(2026, 1, 1),
                    until=date(2026, 2, 1),
                    prepared_at=at,
                    approved_at=at if number < given else None,
                )
            )


def _table(browser: Browser) -> list[list[str]]:
    rows = browser.visit("/transparency").soup.select("#law-table tbody tr")
    return [
        [cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows
    ]


def test_without_any_it_says_so(guest: Browser) -> None:
    words = guest.visit("/transparency").text

    assert "No authority has ever asked us" in words


def test_half_years_stand_apart_newest_first(world: World, guest: Browser) -> None:
    _demanded(world, MARCH, given=6)
    _demanded(world, AUGUST, given=7, refused=5)

    assert _table(guest) == [
        ["July to December 2026", "12", "7"],
        ["January to June 2026", "6", "6"],
    ]
    assert "zz-" not in guest.visit("/transparency").text


def test_few_are_no_figure(world: World, guest: Browser) -> None:
    _demanded(world, MARCH, given=1, refused=3)

    assert _table(guest) == [["January to June 2026", "fewer than 5", "fewer than 5"]]


@pytest.mark.parametrize(
    ("given", "refused", "told"),
    [(6, 2, "not told"), (3, 6, "fewer than 5"), (0, 6, "0"), (6, 0, "6")],
)
def test_the_rest_can_not_be_worked_out_if_it_is_few(
    given: int, refused: int, told: str
) -> None:
    demands = [(MARCH, True)] * given + [(MARCH, False)] * refused

    (only,) = half_years(demands)

    assert only.complied_told == told
    assert only.received_told == f"{given + refused}"
