"""Figures that single out nobody: what of a table is told, and what is left out.

A figure is told only if it rests on ten members or more and none of them makes
up more than half of it. Where what is left out of a row or column could be
worked out from the rest, more is left out. Counts are rounded to five. Here a
member is any key that tells one from another; none of them leaves this module.
"""

import statistics
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

FEW = 10
ROUNDED_TO = 5
COUNT = "systems"

Place = tuple[str, str]
"""The row and the column of a cell."""
Behind = Mapping[Place, Counter[Hashable]]
"""How much each member puts into each cell."""


@dataclass(frozen=True, slots=True)
class Told:
    """A cell as it is published; no count means: fewer than ten, or left out."""

    row: str
    column: str
    count: int | None
    low: int | None = None
    middle: int | None = None
    high: int | None = None
    made_at: datetime | None = None

    @property
    def place(self) -> Place:
        """Where in its table it stands."""
        return self.row, self.column


@dataclass(frozen=True, slots=True)
class Table:
    """One published table."""

    chart: str
    cells: tuple[Told, ...]
    changed: Mapping[Place, Mapping[Hashable, datetime]] = field(default_factory=dict)
    """When those behind each cell last put in something else."""

    @property
    def is_told(self) -> bool:
        """Whether anything of it may be published."""
        return any(cell.count is not None for cell in self.cells)


def quarter_of(moment: datetime) -> str:
    """Return the quarter of a year, such as 2026-Q4."""
    return f"{moment.year}-Q{(moment.month - 1) // 3 + 1}"


def rounded(count: int) -> int:
    """Round a count so that one member more or less seldom shows."""
    return ROUNDED_TO * round(count / ROUNDED_TO)


def is_safe(behind: Counter[Hashable]) -> bool:
    """Say whether enough members stand behind a figure, and none above all."""
    together = behind.total()
    return len(behind) >= FEW and max(behind.values()) * 2 <= together


def empty(
    rows: Iterable[str], columns: Sequence[str]
) -> dict[Place, Counter[Hashable]]:
    """Return a table with nobody in it."""
    return {(row, column): Counter() for row in rows for column in columns}


def without_few(behind: Behind, quiet: Behind) -> dict[Place, Counter[Hashable]]:
    """Leave out the few of a cell whose value not everybody can read elsewhere.

    Whoever knows what is public takes it off the count; what remains of a cell is
    nobody, or ten and more.
    """
    return {
        place: members - quiet[place]
        if quiet.get(place) and not is_safe(quiet[place])
        else members
        for place, members in behind.items()
    }


def counted(chart: str, behind: Behind, quiet: Behind | None = None) -> Table:
    """Return a table of counts as it may be published.

    What is left out is weighed with everybody in it; what is told is told without
    the few whose value is not public.
    """
    shown = without_few(behind, quiet or {})
    told = told_cells(behind, shown)
    return Table(
        chart,
        tuple(
            Told(*place, rounded(members.total()) if place in told else None)
            for place, members in shown.items()
        ),
    )


def measured(
    chart: str, figures: Mapping[Place, Mapping[Hashable, Sequence[float]]], step: int
) -> Table:
    """Tell quartiles of one figure for each member, never the ends."""
    behind = {place: Counter(dict.fromkeys(of, 1)) for place, of in figures.items()}
    told = told_cells(behind)
    return Table(
        chart,
        tuple(
            quartiles(place, [statistics.fmean(one) for one in of.values()], step)
            if place in told
            else Told(*place, None)
            for place, of in figures.items()
        ),
    )


def quartiles(place: Place, figures: Sequence[float], step: int) -> Told:
    """Return the quartiles of many figures, rounded to a step."""
    found = statistics.quantiles(figures, n=4, method="inclusive")
    low, middle, high = (step * round(figure / step) for figure in found)
    return Told(*place, rounded(len(figures)), low, middle, high)


def only_told(table: Table, rest: str) -> Table:
    """Keep the rows that are told, and one for all others: names are left out too."""
    kept = [cell for cell in table.cells if cell.count is not None]
    left = [replace(table.cells[0], row=rest, count=None)] if table.cells else []
    return replace(table, cells=(*kept, *left))


def told_cells(behind: Behind, shown: Behind | None = None) -> set[Place]:
    """Return the cells that may be told, so that the others stay untold.

    Each row and each column must leave out nothing, or so much that knowing its
    sum tells of no group smaller than ten.
    """
    told = {
        place
        for place, members in behind.items()
        if is_safe(members) and (shown is None or is_safe(shown[place]))
    }
    while (more := _gives_away(behind, told)) is not None:
        told.discard(more)
    return told


def _gives_away(behind: Behind, told: set[Place]) -> Place | None:
    """Return a cell to leave out as well, the smallest of a line that needs it."""
    for line in _lines(behind):
        left_out = [place for place in line if place not in told and behind[place]]
        together: Counter[Hashable] = Counter()
        for place in left_out:
            together += behind[place]
        if not left_out or (len(left_out) > 1 and is_safe(together)):
            continue
        shown = [place for place in line if place in told]
        if shown:
            return min(shown, key=lambda place: behind[place].total())
    return None


def _lines(behind: Behind) -> list[list[Place]]:
    """Return the columns, and the rows that have more than one cell."""
    columns: dict[str, list[Place]] = {}
    rows: dict[str, list[Place]] = {}
    for place in behind:
        rows.setdefault(place[0], []).append(place)
        columns.setdefault(place[1], []).append(place)
    several = [line for line in rows.values() if len(line) > 1]
    return [*columns.values(), *several]
