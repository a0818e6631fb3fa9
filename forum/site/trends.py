"""Trends for the operator: daily counts as drawings and tables, about nobody. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from forum.systems.charts.drawing import Chart, Line, bars_of, largest

DRAWN_MAX = 12
LABEL_MAX = 48
LEFT_OUT = "fewer than 10"
ALL, NOTHING = "all", "-"
ABOUT = {
    "route": "Which kinds of pages were asked for.",
    "ref": "From which other sites people came.",
    "exit": "To which other sites people went, if the page before leaving is on.",
    "browser": "With which browsers.",
    "platform": "On which kinds of devices.",
}


class Total(Protocol):
    """How often something was asked for on one day."""

    @property
    def day(self) -> date:
        """The day, as UTC counts it."""

    @property
    def kind(self) -> str:
        """What is counted."""

    @property
    def name(self) -> str:
        """Which of its kind."""

    @property
    def requests(self) -> int:
        """How often; 0 if that is fewer than ten."""


def trends(totals: Sequence[Total], kinds: dict[str, str]) -> tuple[Chart, ...]:
    """Return a chart of the days, and one for each kind that has figures."""
    days = sorted({one.day for one in totals})
    if not days:
        return ()
    by_kind = [_of_kind(totals, kind, title, days) for kind, title in kinds.items()]
    return (_of_days(totals), *(one for one in by_kind if one.rows))


def _of_days(totals: Sequence[Total]) -> Chart:
    counted = sorted(
        (one.day, one.requests) for one in totals if (one.kind, one.name) == (ALL, "-")
    )
    lines = [(_day(day), requests) for day, requests in counted]
    bars, height = bars_of(
        Line(label, _told(requests), requests) for label, requests in lines
    )
    return Chart(
        "days",
        "Requests by day",
        "All requests of each day that is over.",
        ("Day", "Requests"),
        tuple((label, _told(requests)) for label, requests in lines),
        bars,
        height=height,
        said=largest(lines),
    )


def _of_kind(
    totals: Sequence[Total], kind: str, title: str, days: Sequence[date]
) -> Chart:
    cells = {
        (one.name, one.day): one.requests
        for one in totals
        if one.kind == kind and one.name != NOTHING
    }
    together: dict[str, int] = {}
    for (name, _), requests in cells.items():
        together[name] = together.get(name, 0) + requests
    ordered = sorted(together.items(), key=lambda one: (-one[1], one[0]))
    bars, height = bars_of(
        Line(name[:LABEL_MAX], f"{requests:,}", requests)
        for name, requests in ordered[:DRAWN_MAX]
    )
    rows = (
        (name, f"{requests:,}", *(_told(cells.get((name, day), 0)) for day in days))
        for name, requests in ordered
    )
    return Chart(
        kind,
        title,
        ABOUT.get(kind, ""),
        ("Which", "Together", *map(_day, days)),
        tuple(rows),
        bars,
        height=height,
        said=largest(ordered),
    )


def _told(requests: int) -> str:
    return f"{requests:,}" if requests else LEFT_OUT


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"
