"""Published figures as tables, drawings and files: the same cells in each."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from forum.solar.places import STATES
from forum.systems.rules.counting import WITH, WITHOUT

UNTOLD = "fewer than 10, or left out"
REST = "All others"
WIDTH, LINE, LABEL, ROOM = 720, 34, 270, 70
"""Of a drawing: its width, a line's height, room for names and for figures."""


class Cell(Protocol):
    """A published figure, from whichever table it was read."""

    @property
    def row(self) -> str:
        """The group."""

    @property
    def column(self) -> str:
        """What of the group."""

    @property
    def count(self) -> int | None:
        """How many; none if it is not told."""

    @property
    def low(self) -> int | None:
        """The lower quartile."""

    @property
    def middle(self) -> int | None:
        """The median."""

    @property
    def high(self) -> int | None:
        """The upper quartile."""


class Published(Protocol):
    """The figures of a quarter, by chart."""

    @property
    def cells(self) -> Mapping[str, Sequence[Cell]]:
        """The cells of each chart, in order."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a drawing, in its units."""

    label: str
    text: str
    x: int
    width: int
    y: int
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: what it says, its table, its drawing."""

    name: str
    title: str
    about: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...]
    width: int = WIDTH
    label: int = LABEL

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return LINE * len(self.bars)


Row = tuple[str, list[Cell]]


def drawn(figures: Published | None) -> tuple[Chart, ...]:
    """Return the charts of the published figures, in their order."""
    if figures is None:
        return ()
    cells = figures.cells
    return (
        _counted("states", "Systems by state", "State", cells.get("states", ())),
        _counted("sizes", "Systems by size", "DC size", cells.get("sizes", ())),
        _yields(cells.get("yields", ())),
        _inverters(cells.get("inverters", ())),
        _storage(cells.get("storage", ())),
    )


def as_csv(chart: Chart) -> str:
    """Return the table of a chart as a file."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(chart.headings)
    writer.writerows([map(_plain, row) for row in chart.rows])
    return written.getvalue()


def _plain(text: str) -> str:
    """Write a figure as programs read it, without marks between thousands."""
    bare = text.replace(",", "")
    return bare if bare.isdigit() else text


def _counted(name: str, title: str, of: str, cells: Sequence[Cell]) -> Chart:
    told = [
        (STATES.get(cell.row, cell.row), cell.count or 0)
        for cell in cells
        if cell.count is not None
    ]
    rows = [(label, f"{count:,}") for label, count in told]
    if len(told) < len(cells):
        rows.append((REST, UNTOLD))
    about = "How many systems members count here, rounded to 5."
    lines = [(label, f"{count:,}", 0, count, None) for label, count in told]
    return Chart(name, title, about, (of, "Systems"), tuple(rows), _bars(lines))


def _yields(cells: Sequence[Cell]) -> Chart:
    told = [cell for cell in cells if cell.count is not None]
    rows: list[tuple[str, ...]] = [
        (
            cell.row,
            f"{cell.low or 0:,}",
            f"{cell.middle or 0:,}",
            f"{cell.high or 0:,}",
            f"{cell.count:,}",
        )
        for cell in told
    ]
    if len(told) < len(cells):
        rows.append((REST, *[UNTOLD] * 4))
    lines = [
        (cell.row, f"{cell.middle or 0:,}", cell.low or 0, cell.high or 0, cell.middle)
        for cell in told
    ]
    return Chart(
        "yields",
        "Yield by region",
        "What a kW DC brings in a year, in kWh, rounded to 50: a quarter of members "
        "have less than the low figure, half less than the middle, a quarter more than "
        "the high one. Only members who asked to be counted.",
        ("Region", "Low (25 %)", "Middle (50 %)", "High (75 %)", "Members"),
        tuple(rows),
        _bars(lines),
    )


def _inverters(cells: Sequence[Cell]) -> Chart:
    grid = _grid(cells)
    columns = [cell.column for cell in grid[0][1]] if grid else []
    rows = [
        (label, *(_told(cell) for cell in of_row))
        for label, of_row in grid
        if any(cell.count is not None for cell in of_row)
    ]
    if len(rows) < len(grid):
        rows.append((REST, *[UNTOLD] * len(columns)))
    lines = [
        (
            f"{cell.row}, {cell.column[:24].lower()}",
            f"{cell.count:,}",
            0,
            cell.count,
            None,
        )
        for _, of_row in grid
        for cell in of_row
        if cell.count is not None
    ]
    return Chart(
        "inverters",
        "Inverter type by year",
        "How many systems of each year group have which kind, rounded to 5.",
        ("Installed", *columns),
        tuple(rows),
        _bars(lines),
    )


def _storage(cells: Sequence[Cell]) -> Chart:
    rows, lines = [], []
    grid = _grid(cells)
    for label, of_row in grid:
        by_column = {cell.column: cell.count for cell in of_row}
        having, lacking = by_column.get(WITH), by_column.get(WITHOUT)
        if having is None and lacking is None:
            continue
        share = ""
        if having is not None and lacking is not None:
            percent = 5 * round(20 * having / (having + lacking))
            share = f"{percent} %"
            lines.append((label, share, 0, percent, None))
        rows.append((label, *map(_figure, (having, lacking)), share or UNTOLD))
    if len(rows) < len(grid):
        rows.append((REST, *[UNTOLD] * 3))
    return Chart(
        "storage",
        "Share with storage by year",
        "How many systems of each year group have a battery. Counts are rounded to 5, "
        "shares to 5 %.",
        ("Installed", "With storage", "Without", "Share with storage"),
        tuple(rows),
        _bars(lines),
    )


def _grid(cells: Sequence[Cell]) -> list[Row]:
    rows: dict[str, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return list(rows.items())


def _told(cell: Cell) -> str:
    return _figure(cell.count)


def _figure(count: int | None) -> str:
    return UNTOLD if count is None else f"{count:,}"


def _bars(lines: Sequence[tuple[str, str, int, int, int | None]]) -> tuple[Bar, ...]:
    """Place bars from a low to a high figure, all on one scale."""
    most = max((high for _, _, _, high, _ in lines), default=0) or 1
    scale = (WIDTH - LABEL - ROOM) / most

    def at(figure: int) -> int:
        return LABEL + round(figure * scale)

    return tuple(
        Bar(
            label,
            text,
            at(low),
            max(2, at(high) - at(low)),
            number * LINE,
            None if mark is None else at(mark),
        )
        for number, (label, text, low, high, mark) in enumerate(lines)
    )
