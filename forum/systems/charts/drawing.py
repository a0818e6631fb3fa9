"""What a chart is made of: its words, its table, bars or tiles, its file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

UNTOLD = "fewer than 10, or left out"
WIDTH, ROOM = 400, 130
"""Of a drawing, in its units: its width, and the room for figures beside bars."""
HEAD, THICK, GAP = 18, 16, 6


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
class Line:
    """One bar before it has a place: from a low to a high figure."""

    label: str
    """Printed above; empty where the bar belongs to the one before."""
    text: str
    high: int
    low: int = 0
    mark: int | None = None
    tone: str = "c1"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a drawing, in its units."""

    label: str
    text: str
    x: int
    y: int
    width: int
    tone: str
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One state on the map of tiles."""

    code: str
    name: str
    text: str
    x: int
    y: int
    shade: str
    """How much the tile is filled: a number from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: what it says, its table, its drawing."""

    name: str
    title: str
    about: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...] = ()
    tiles: tuple[Tile, ...] = ()
    height: int = 0
    said: str = ""
    """What the drawing shows, in a line, for those who only hear it."""
    width: int = WIDTH


def bars_of(lines: Iterable[Line]) -> tuple[tuple[Bar, ...], int]:
    """Place bars on one scale; return them and how high the drawing is."""
    every = list(lines)
    most = max((line.high for line in every), default=0) or 1
    y, placed = 0, []

    def at(figure: int) -> int:
        return round(figure * (WIDTH - ROOM) / most)

    for line in every:
        y += HEAD if line.label else 0
        placed.append(
            Bar(
                line.label,
                line.text,
                at(line.low),
                y,
                max(2, at(line.high) - at(line.low)),
                line.tone,
                None if line.mark is None else at(line.mark),
            )
        )
        y += THICK + GAP
    return tuple(placed), y


def largest(lines: Sequence[tuple[str, int]], unit: str = "") -> str:
    """Say which of some figures is the largest."""
    if not lines:
        return ""
    label, figure = max(lines, key=lambda one: one[1])
    return f"Largest: {label}, {figure:,}{unit}."


def grid(cells: Sequence[Cell]) -> list[tuple[str, list[Cell]]]:
    """Return cells by row."""
    rows: dict[str, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return list(rows.items())


def figure(count: int | None) -> str:
    """Write a count, or that it is not told."""
    return UNTOLD if count is None else f"{count:,}"


def as_csv(chart: Chart) -> str:
    """Return the table of a chart as a file."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(chart.headings)
    writer.writerows([map(_plain, row) for row in chart.rows])
    return written.getvalue()


def _plain(text: str) -> str:
    """Write a figure as programs read it; no name of a maker becomes a formula."""
    bare = text.replace(",", "")
    if bare.isdigit():
        return bare
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
