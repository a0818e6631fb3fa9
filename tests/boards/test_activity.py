"""What threads and replies make together: whole months, ten members."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from forum.boards.activity import (
    REPLIES,
    THREADS,
    Opened,
    Written,
    last_months,
    tables_of,
)
from forum.boards.models import Audience, Board
from forum.core.db import db
from forum.systems.models import SnapshotCell
from forum.systems.rules import Told
from tests.browser import Browser
from tests.systems.crowds import snapshot
from tests.world import World

NOW = datetime(2026, 11, 20, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 5, tzinfo=UTC)


def cells(chart: str, posts: list[Written], threads: list[Opened]) -> list[Told]:
    (found,) = [t for t in tables_of(posts, threads, NOW) if t.chart == chart]
    return [cell for cell in found.cells if cell.count is not None]


def asked(count: int, hours: int | None = 5, *tags: str) -> list[Opened]:
    """Return threads of as many members, each answered after some hours."""
    reply = None if hours is None else OCTOBER + timedelta(hours=hours)
    return [Opened(member, OCTOBER, reply, tags) for member in range(1, count + 1)]


def test_months_that_are_over_are_counted() -> None:
    months = last_months(NOW)

    assert (months[0], months[-1], len(months)) == ("2025-11", "2026-10", 12)


@pytest.mark.parametrize(("members", "told"), [(9, []), (10, [10]), (13, [15])])
def test_a_month_is_told_from_ten_members_on(members: int, told: list[int]) -> None:
    posts = [Written(member, True, OCTOBER) for member in range(members)]

    assert [cell.count for cell in cells("activity", posts, [])] == told


def test_one_who_writes_most_of_it_is_not_told() -> None:
    posts = [Written(member, False, OCTOBER) for member in range(10)]
    posts += [Written(0, False, OCTOBER)] * 20

    assert cells("activity", posts, []) == []


def test_threads_and_replies_are_apart() -> None:
    posts = [Written(member, True, OCTOBER) for member in range(10)]
    posts += [Written(member, False, OCTOBER) for member in range(20)] * 2

    told = {cell.column: cell.count for cell in cells("activity", posts, [])}

    assert told == {THREADS: 10, REPLIES: 40}


def test_the_median_wait_is_in_hours_and_needs_a_reply() -> None:
    (cell,) = cells("waits", [], [*asked(10, 5), *asked(12, None)])

    assert (cell.row, cell.count, cell.middle) == ("2026-10", 10, 5)


def test_the_share_answered_in_time_is_rounded() -> None:
    (cell,) = cells("answered", [], [*asked(12, 5), *asked(12, 24 * 8)])

    assert cell.middle == 50


def test_threads_whose_week_is_not_over_are_left_out() -> None:
    late = NOW.replace(day=1) - timedelta(hours=1)
    threads = [Opened(member, late, None, ()) for member in range(10)]
    early = NOW.replace(day=3)

    tables = {t.chart: t for t in tables_of([], threads, early)}

    assert not tables["answered"].is_told


def test_tags_are_counted_by_quarter_and_rare_ones_left_out() -> None:
    quarter = timedelta(days=60)
    threads = [
        Opened(one.author, OCTOBER - quarter, None, one.tags)
        for one in [*asked(10, None, "battery"), *asked(9, None, "snow")]
    ]

    told = cells("tags", [], threads)

    # Knowing the sum of a quarter, nine would be told: so ten are left out as well.
    assert told == []
    threads += [replace_author(one) for one in threads if "snow" in one.tags]
    told = cells("tags", [], threads)
    assert {(cell.row, cell.column) for cell in told} == {
        ("battery", "2026-Q3"),
        ("snow", "2026-Q3"),
    }


def replace_author(one: Opened) -> Opened:
    return Opened(one.author + 100, one.at, one.first_reply, one.tags)


def last_month() -> datetime:
    first = datetime.now(UTC).replace(day=1, hour=12)
    return first - timedelta(days=10)


def test_the_page_shows_what_is_written_even_without_systems(
    guest: Browser, world: World
) -> None:
    for number in range(10):
        thread = world.thread(f"asker{number}", at=last_month(), tags=("battery",))
        world.reply(
            thread, f"asker{(number + 1) % 10}", at=last_month() + timedelta(hours=7)
        )

    assert snapshot(world) is False

    page = guest.visit("/statistics")
    names = [str(one["id"]) for one in page.soup.select("section.card[id]")]
    assert names[:3] == ["activity", "waits", "answered"]
    assert "10 threads" in page.text
    assert "7 h" in page.text
    assert "Not enough systems yet" in page.text
    assert guest.visit("/statistics/activity.csv").status == 200


def test_hidden_boards_and_removed_posts_are_not_counted(world: World) -> None:
    for number in range(10):
        world.thread(f"asker{number}", at=last_month())
    with world.writing():
        db.session.execute(update(Board).values(read=Audience.MEMBERS))

    snapshot(world)

    assert world.rows(SnapshotCell) == []
