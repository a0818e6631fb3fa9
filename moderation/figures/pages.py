"""What the page of figures is made of: tables in words, two drawings, a file."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from moderation.figures.models import Published
from moderation.figures.queries.published import Shown
from moderation.figures.rules import GROUPS, Group, Told
from moderation.figures.rules.grouping import FEW, FEW_MEMBERS
from moderation.figures.rules.suppressing import ALL, key_of

DAY = timedelta(days=1)
NONE = "\u2013"
OF_MEMBERS = frozenset({"members", "rights"})
TITLES = {
    "flags": ("Reports, by reason and source", "Reason"),
    "decisions": ("Decisions, by rule and what came of them", "Rule"),
    "how": ("Who decided", "Decided"),
    "pace": ("Median hours to a decision", "About"),
    "appeals": ("Appeals", "Outcome"),
    "reversals": ("Decisions taken back, by appeal or by who made them", ""),
    "members": ("Measures, counted in members", "Measure"),
    "rights": ("Accounts and copies, counted in members", "What"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table, in words."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What was published of a quarter, or lately."""

    name: str
    since: date
    last: date
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A bar of several pieces, or a point of a line, in units of the drawing."""

    label: str
    text: str
    x: float
    y: float
    """Where its figure stands."""
    pieces: tuple[tuple[str, float, float], ...] = ()
    """Tone, top and height of each."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with its table."""

    columns: tuple[Column, ...]
    said: str
    table: Table
    path: str = ""


TONES = dict(zip(GROUPS, ("c2", "c1", "c3", "c4"), strict=True))
WIDTH, TOP, FLOOR, BAR = 360, 40, 180, 34


def parts_of(shown: Shown) -> tuple[Part, ...]:
    """Return the tables of what was published lately and of each quarter."""
    rows = [shown.recent, *shown.quarters]
    return tuple(_part(row) for row in rows if row is not None)


def _part(row: Published) -> Part:
    tables = [
        table for name in TITLES if (table := table_of(name, row.figures)) is not None
    ]
    return Part(row.name, row.since, row.until - DAY, tuple(tables))


def table_of(name: str, figures: Mapping[str, Any]) -> Table | None:
    """Return one table; nothing if there are no figures of it."""
    cells = {
        (row, column): cell
        for key, cell in figures.items()
        for table, row, column in [key.split("|")]
        if table == name
    }
    if not cells:
        return None
    rows = _in_order(row for row, _ in cells)
    columns = _in_order(column for _, column in cells)
    few = FEW_MEMBERS if name in OF_MEMBERS else FEW
    title, heading = TITLES[name]
    return Table(
        name,
        title,
        (heading or "What", *columns),
        tuple(
            (row, *(_said(cells.get((row, column)), few) for column in columns))
            for row in rows
        ),
    )


def _in_order(names: Any) -> list[str]:
    known = list(dict.fromkeys(names))
    return [
        *(one for one in known if one != ALL),
        *(one for one in known if one == ALL),
    ]


def _said(cell: Any, few: int) -> str:
    if cell is None:
        return NONE
    if cell == Told.FEW:
        return f"< {few}"
    if cell == Told.OUT:
        return "left out"
    return f"{cell:,}"


def decisions_drawn(months: Sequence[Published]) -> Drawing | None:
    """Draw the decisions of each month, by what came of them."""
    if not months:
        return None
    shown = [
        {group: _number(one, key_of("month", group, one.name)) for group in GROUPS}
        for one in months
    ]
    most = max((sum(one.values()) for one in shown), default=0) or 1
    columns = []
    for at, (month, counts) in enumerate(zip(months, shown, strict=True)):
        y, pieces = float(FLOOR), []
        for group, count in counts.items():
            height = round(count * (FLOOR - TOP) / most, 1)
            y = round(y - height, 1)
            if height:
                pieces.append((TONES[group], y, height))
        whole = _said(month.figures.get(key_of("month", ALL, month.name)), FEW)
        x = _x(at, len(months))
        columns.append(Column(f"{month.since:%b}", whole, x, y - 6, tuple(pieces)))
    rows = tuple(
        (
            f"{one.since:%B %Y}",
            *(
                _said(one.figures.get(key_of("month", group, one.name)), FEW)
                for group in (*GROUPS, ALL)
            ),
        )
        for one in months
    )
    headings = ("Month", *map(str, GROUPS), ALL)
    table = Table("month", "Decisions each month", headings, rows)
    said = (
        f"Up to {most:,} decisions in a month."
        if any(map(any, _values(shown)))
        else ("No month has enough decisions to be drawn.")
    )
    return Drawing(tuple(columns), said, table)


def _values(shown: Sequence[Mapping[Group, int]]) -> list[list[int]]:
    return [list(one.values()) for one in shown]


def hours_drawn(months: Sequence[Published]) -> Drawing | None:
    """Draw the median hours to a decision, month by month."""
    hours = [one.figures.get(key_of("pace", one.name, "Hours")) for one in months]
    known = [one for one in hours if one is not None]
    if not known:
        return None
    most = max(known) or 1
    columns = tuple(
        Column(
            f"{month.since:%b}",
            f"{hour:,}",
            _x(at, len(months)),
            round(FLOOR - hour * (FLOOR - TOP) / most, 1),
        )
        for at, (month, hour) in enumerate(zip(months, hours, strict=True))
        if hour is not None
    )
    rows = tuple(
        (f"{month.since:%B %Y}", NONE if hour is None else f"{hour:,}")
        for month, hour in zip(months, hours, strict=True)
    )
    points = [f"{one.x + BAR / 2:g} {one.y:g}" for one in columns]
    return Drawing(
        columns,
        f"Between {min(known):,} and {max(known):,} hours.",
        Table("pace", "Median hours to a decision", ("Month", "Hours"), rows),
        "M" + "L".join(points),
    )


def _x(at: int, count: int) -> float:
    """Return where a bar begins; bars share the width evenly."""
    room = WIDTH / max(count, 1)
    return round(at * room + (room - min(BAR, room)) / 2, 1)


def _number(month: Published, key: str) -> int:
    cell = month.figures.get(key)
    return cell if isinstance(cell, int) else 0


def as_csv(shown: Shown) -> str:
    """Return everything that was published as one file."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(
        ("period", "first_day", "last_day", "table", "row", "column", "value")
    )
    rows = [shown.recent, *shown.quarters, *shown.months]
    for row in rows:
        if row is None:
            continue
        days = row.since.isoformat(), (row.until - DAY).isoformat()
        for key, cell in row.figures.items():
            table, name, column = key.split("|")
            few = FEW_MEMBERS if table in OF_MEMBERS else FEW
            value = _said(cell, few).replace(",", "")
            writer.writerow((row.name, *days, table, name, column, value))
    return written.getvalue()
