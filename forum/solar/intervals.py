"""Series of values with times: how fine they are, and their sums by day.

Values in short steps tell when somebody is at home, and where a roof stands. A day's
sum tells what most questions are about.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median

ROWS_MIN = 12
"""A few readings are no series."""
COLUMNS_MAX = 40
SAMPLE = 2_000
DAY = 86_400
NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})?(?:\.[0-9]{1,9})?"
)
FORMATS = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%y %H:%M",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %I:%M:%S %p",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
)
TIME_ALONE = re.compile(r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?: ?[AaPp][Mm])?")


@dataclass(frozen=True, slots=True)
class Series:
    """A table of values with their times."""

    header: tuple[str, ...]
    """What the columns of values are called."""
    rows: tuple[tuple[datetime, tuple[str, ...]], ...]

    @property
    def step(self) -> int:
        """The usual seconds from one row to the next."""
        times = sorted({at for at, _ in self.rows[:SAMPLE]})
        gaps = [(later - one).total_seconds() for one, later in pairwise(times)]
        return int(median(gaps)) if gaps else DAY


def series_in(text: str) -> Series | None:
    """Return the series that a table holds; nothing if it is none."""
    rows = list(_rows(text))
    timed = [(at, values) for row in rows if (at := _time_of(row)) for values in (row,)]
    if len(timed) < ROWS_MIN or len(timed) * 2 < len(rows):
        return None
    skip = 2 if TIME_ALONE.fullmatch(_cell(timed[0][1], 1)) else 1
    first = rows.index(timed[0][1])
    header = tuple(rows[first - 1][skip:]) if first else ()
    return Series(header, tuple((at, tuple(row[skip:])) for at, row in timed))


def daily_totals(series: Series) -> str:
    """Return the sums of each day as a table of their own."""
    sums: dict[date, list[float]] = defaultdict(lambda: [0.0] * COLUMNS_MAX)
    counts: dict[date, int] = defaultdict(int)
    used: set[int] = set()
    for at, values in series.rows:
        counts[at.date()] += 1
        for place, said in enumerate(values[:COLUMNS_MAX]):
            if (
                said
                and NUMBER.fullmatch(said)
                and (number := _number(said)) is not None
            ):
                sums[at.date()][place] += number
                used.add(place)
    places = sorted(used)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["day", *(_title(series, one) for one in places), "values"])
    for day in sorted(counts):
        shown = [f"{sums[day][one]:.3f}".rstrip("0").rstrip(".") for one in places]
        table.writerow([day.isoformat(), *shown, counts[day]])
    return out.getvalue()


def _title(series: Series, place: int) -> str:
    """Name a column of sums; a name that a spreadsheet would compute is not taken."""
    named = series.header[place] if place < len(series.header) else ""
    plain = " ".join(re.sub(r"[^\w ()/%.-]", " ", named).split()).lstrip("-")[:60]
    return f"{plain or f'value {place + 1}'}, sum of the day"


def _rows(text: str) -> Iterator[list[str]]:
    lines = text.split("\n")
    sample = "\n".join(lines[:20])
    between = max(",;\t", key=sample.count)
    for line in lines:
        if line.strip():
            yield [cell.strip().strip('"').strip() for cell in line.split(between)]


def _time_of(row: list[str]) -> datetime | None:
    """Return the time a row begins with, in one cell or in two."""
    first = _cell(row, 0)
    if not first[:1].isdigit():
        return None
    if TIME_ALONE.fullmatch(_cell(row, 1)):
        return _moment(f"{first} {_cell(row, 1)}")
    return _moment(first)


def _moment(said: str) -> datetime | None:
    if len(said) > 40 or ":" not in said:  # noqa: PLR2004 - no time is longer
        return None
    try:
        return datetime.fromisoformat(said).replace(tzinfo=None)
    except ValueError:
        pass
    for form in FORMATS:
        try:
            return datetime.strptime(said, form)  # noqa: DTZ007 - as its meter says
        except ValueError:
            continue
    return None


def _number(said: str) -> float | None:
    try:
        return float(said.replace(",", ""))
    except ValueError:
        return None


def _cell(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""
