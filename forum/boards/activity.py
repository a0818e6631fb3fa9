"""What threads and replies make together, for the community statistics."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from forum.systems.rules import Table, quarter_of
from forum.systems.rules.counting import (
    Behind,
    Place,
    Told,
    counted,
    empty,
    rounded,
    told_cells,
)

MONTHS, QUARTERS = 12, 4
THREADS, REPLIES = "threads", "replies"
IN_TIME = timedelta(days=7)
SHARE_STEP = 5
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Written:
    """A post that everybody can read."""

    author: int
    opens: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A thread that everybody can read, and when somebody else first replied."""

    author: int
    at: datetime
    first_reply: datetime | None
    tags: tuple[str, ...]


def tables_of(
    posts: Iterable[Written], threads: Sequence[Opened], now: datetime
) -> tuple[Table, ...]:
    """Return the tables as they may be published; whole months only."""
    months = last_months(now)
    return (
        _activity(posts, months),
        _waits(threads, months),
        _answered(threads, months, now),
        _tags(threads, now),
    )


def last_months(now: datetime) -> tuple[str, ...]:
    """Return the months that are over, the oldest first, such as 2026-10."""
    number = now.year * 12 + now.month - 1
    return tuple(_month(number - back) for back in range(MONTHS, 0, -1))


def month_of(moment: datetime) -> str:
    """Return the month of a moment."""
    return f"{moment.year}-{moment.month:02}"


def first_moment(now: datetime) -> datetime:
    """Return since when posts are counted: a year of months, or four quarters."""
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0) - timedelta(
        days=31 * (MONTHS + 1)
    )


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02}"


def _activity(posts: Iterable[Written], months: Sequence[str]) -> Table:
    behind = empty(months, (THREADS, REPLIES))
    for post in posts:
        place = month_of(post.at), THREADS if post.opens else REPLIES
        if place in behind:
            behind[place][post.author] += 1
    return counted("activity", behind)


def _waits(threads: Iterable[Opened], months: Sequence[str]) -> Table:
    """Tell the median hours until somebody else replied."""
    behind, hours = empty(months, (THREADS,)), dict[Place, list[float]]()
    for thread in threads:
        place = month_of(thread.at), THREADS
        if place in behind and thread.first_reply is not None:
            behind[place][thread.author] += 1
            waited = (thread.first_reply - thread.at).total_seconds() / HOUR
            hours.setdefault(place, []).append(waited)
    return _with_middle(
        "waits",
        behind,
        {p: max(1, round(statistics.median(h))) for p, h in hours.items()},
    )


def _answered(threads: Iterable[Opened], months: Sequence[str], now: datetime) -> Table:
    """Tell which share had a reply within seven days; only where those are over."""
    behind, in_time = empty(months, (THREADS,)), Counter[Place]()
    for thread in threads:
        place = month_of(thread.at), THREADS
        if place not in behind or thread.at + IN_TIME > now:
            continue
        behind[place][thread.author] += 1
        reply = thread.first_reply
        in_time[place] += reply is not None and reply <= thread.at + IN_TIME
    shares = {
        place: SHARE_STEP * round(100 * in_time[place] / SHARE_STEP / members.total())
        for place, members in behind.items()
        if members
    }
    return _with_middle("answered", behind, shares)


def _with_middle(chart: str, behind: Behind, middle: dict[Place, int]) -> Table:
    told = told_cells(behind)
    return Table(
        chart,
        tuple(
            Told(*place, rounded(members.total()), middle=middle[place])
            if place in told
            else Told(*place, None)
            for place, members in behind.items()
        ),
    )


def _tags(threads: Sequence[Opened], now: datetime) -> Table:
    """Count threads by tag and quarter; tags that are told in no quarter are left."""
    used = {tag for thread in threads for tag in thread.tags}
    behind = empty(sorted(used), _quarters(now))
    for thread in threads:
        for tag in thread.tags:
            place = tag, quarter_of(thread.at)
            if place in behind:
                behind[place][thread.author] += 1
    table = counted("tags", behind)
    told = {cell.row for cell in table.cells if cell.count is not None}
    return replace(table, cells=tuple(one for one in table.cells if one.row in told))


def _quarters(now: datetime) -> tuple[str, ...]:
    number = now.year * 4 + (now.month - 1) // 3
    return tuple(
        f"{one // 4}-Q{one % 4 + 1}" for one in range(number - QUARTERS, number)
    )
