"""Everybody reads in figures what moderation did, and nothing about anybody."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import event

from forum.core.clock import utcnow
from forum.core.db import db
from moderation.figures.models import Published
from moderation.models import ActionKind, AuditHead, TargetType
from tests.browser import Browser, Page
from tests.moderation.figures.acts import acted, published
from tests.world import World

NOVEMBER = datetime(2026, 11, 10, 12, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, 1, tzinfo=UTC)
JANUARY = datetime(2027, 1, 1, 1, tzinfo=UTC)
REMOVE, LOCK = ActionKind.REMOVE, ActionKind.LOCK


@pytest.fixture
def queries(world: World) -> Iterator[list[str]]:
    """Note each statement that is sent to the database."""
    seen: list[str] = []

    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def table(page: Page, title: str) -> dict[str, list[str]]:
    """Return the rows of a table, each by its first cell."""
    (found,) = [
        one
        for one in page.soup.select(".card .scroll table")
        if (caption := one.select_one("caption")) and caption.text == title
    ][:1]
    return {
        cells[0]: cells[1:]
        for row in found.select("tbody tr")
        if (cells := [cell.get_text(strip=True) for cell in row.select("th, td")])
    }


def test_before_anything_is_counted_the_page_says_so(guest: Browser) -> None:
    words = guest.visit("/transparency").text

    assert "What we did about reports" in words
    assert "Nothing has been counted yet." in words


def test_decisions_are_told_by_rule_when_the_month_is_over(
    world: World, guest: Browser
) -> None:
    with time_machine.travel(NOVEMBER):
        acted(world, REMOVE, 12)
        acted(world, LOCK, 7, None, first=5000)
        published(world)
        before = guest.visit("/transparency")
    published(world, DECEMBER)

    page = guest.visit("/transparency")

    by_rule = "Decisions, by rule and what came of them"
    assert table(before, by_rule)["R3"] == ["0", "0", "0", "0", "0"]
    assert table(page, by_rule)["R3"] == ["0", "0", "12", "0", "12"]
    assert table(page, by_rule)["No rule"] == ["0", "0", "0", "7", "7"]
    assert table(page, "Decisions each month")["November 2026"][-1] == "19"


def test_few_are_not_told_and_cannot_be_worked_out(
    world: World, guest: Browser
) -> None:
    with time_machine.travel(NOVEMBER):
        acted(world, REMOVE, 12)
        acted(world, REMOVE, 2, "R1", first=5000)
    published(world, DECEMBER)

    page = guest.visit("/transparency")

    rows = table(page, "Decisions, by rule and what came of them")
    shown = {cell for row in rows.values() for cell in row}
    assert "< 5" in rows["R1"]
    assert "2" not in shown
    assert not {"12", "14"} <= shown


def test_members_are_counted_from_ten_on(world: World, guest: Browser) -> None:
    with time_machine.travel(NOVEMBER):
        acted(world, ActionKind.WARN, 9, "R2", target=TargetType.MEMBER)
        acted(world, ActionKind.SUSPEND, 10, "R2", target=TargetType.MEMBER, first=5000)
    published(world, DECEMBER)

    rows = table(guest.visit("/transparency"), "Measures, counted in members")

    assert rows == {"Warned": ["< 10"], "Limited": ["0"], "Suspended": ["10"]}


def test_a_quarter_is_published_once_and_stays(world: World, guest: Browser) -> None:
    with time_machine.travel(NOVEMBER):
        acted(world, REMOVE, 12)
    published(world, JANUARY)
    first = next(one for one in world.rows(Published) if one.name == "2026-Q4")
    with time_machine.travel(NOVEMBER):
        acted(world, REMOVE, 30, first=9000)

    published(world, JANUARY.replace(month=2))

    again = next(one for one in world.rows(Published) if one.name == "2026-Q4")
    assert "Quarter 4 of 2026" in guest.visit("/transparency").text
    assert again.figures == first.figures
    assert again.figures["decisions|R3|Removed"] == 12


def test_the_end_of_the_audit_log_and_the_documents_are_told_each_day(
    world: World, guest: Browser
) -> None:
    acted(world, REMOVE)
    published(world)
    head = world.row(AuditHead, 1)

    words = guest.visit("/transparency").text

    assert head.hash in words
    assert "Privacy statement Version" in words
    assert "passed with this very program" in words


def test_the_drawings_say_what_they_show(world: World, guest: Browser) -> None:
    with time_machine.travel(NOVEMBER):
        acted(world, REMOVE, 12)
    published(world, DECEMBER)

    page = guest.visit("/transparency")

    (drawing,) = page.soup.select("#moderation svg.chart")
    assert drawing.title
    assert drawing.desc
    assert drawing.desc.text.startswith("Up to 12 decisions in a month.")
    assert drawing.select("rect.c3")
    assert "12" in [one.text for one in drawing.select("text.v")]
    assert page.soup.find("summary", string="The same as a table")


def test_everything_is_one_file_too(world: World, guest: Browser) -> None:
    with time_machine.travel(NOVEMBER):
        acted(world, REMOVE, 12)
    published(world, DECEMBER)

    answer = guest.visit("/transparency/figures.csv")

    rows = list(csv.DictReader(io.StringIO(answer.html)))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert {
        "period": "recent",
        "first_day": "2026-09-01",
        "last_day": "2026-11-30",
        "table": "decisions",
        "row": "R3",
        "column": "Removed",
        "value": "12",
    } in rows


def test_nobody_is_named(world: World, guest: Browser) -> None:
    with time_machine.travel(NOVEMBER):
        acted(world, REMOVE, 12)
    published(world, DECEMBER)

    page = guest.visit("/transparency")

    assert "mo_mod" not in page.html


def test_a_guest_costs_three_queries(
    world: World, guest: Browser, queries: list[str]
) -> None:
    acted(world, REMOVE, 12)
    published(world, utcnow())
    queries.clear()

    guest.visit("/transparency")

    # Whether the forum is read-only is asked once in a while, not for a page.
    assert len([one for one in queries if "FROM read_only" not in one]) <= 3
