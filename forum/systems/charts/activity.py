"""Charts about the forum: how much is written, how soon somebody answers."""

from collections.abc import Sequence

from forum.systems.charts.drawing import (
    UNTOLD,
    Cell,
    Chart,
    Line,
    Published,
    bars_of,
    figure,
    grid,
    largest,
)
from forum.systems.rules.tables import REST

TAGS_DRAWN = 12
MONTHS = (
    "January February March April May June July August September October November "
    "December"
).split()


def of_forum(figures: Published | None) -> tuple[Chart, ...]:
    """Return the charts about the forum, in their order."""
    if figures is None:
        return ()
    cells = figures.cells
    return (
        _written(cells.get("activity", ())),
        _single(
            "waits",
            "Hours to the first reply",
            "The median hours until somebody else replied, for threads that have a "
            "reply, by the month they were opened in.",
            "Median hours",
            cells.get("waits", ()),
            " h",
        ),
        _single(
            "answered",
            "Answered within 7 days",
            "Which share of threads had a reply by somebody else within 7 days, "
            "rounded to 5 %.",
            "Share, %",
            cells.get("answered", ()),
            " %",
        ),
        _tags(cells.get("tags", ())),
    )


def _month(code: str) -> str:
    year, _, month = code.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def _written(cells: Sequence[Cell]) -> Chart:
    rows, lines, most = [], [], []
    every = grid(cells)
    for code, of_row in every:
        if all(cell.count is None for cell in of_row):
            continue
        label = _month(code)
        rows.append((label, *(figure(cell.count) for cell in of_row)))
        head = label
        for cell, tone in zip(of_row, ("c1", "c3"), strict=False):
            if cell.count is not None:
                text = f"{cell.count:,} {cell.column}"
                lines.append(Line(head, text, cell.count, tone=tone))
                most.append((f"{label}, {cell.column}", cell.count))
                head = ""
    if len(rows) < len(every):
        rows.append((REST, UNTOLD, UNTOLD))
    bars, height = bars_of(lines)
    return Chart(
        "activity",
        "Threads and replies by month",
        "What everybody can read, rounded to 5.",
        ("Month", "Threads", "Replies"),
        tuple(rows),
        bars,
        height=height,
        said=largest(most),
    )


def _single(
    name: str, title: str, about: str, heading: str, cells: Sequence[Cell], unit: str
) -> Chart:
    told = [cell for cell in cells if cell.count is not None]
    rows = [
        (_month(cell.row), f"{cell.middle or 0:,}", f"{cell.count:,}") for cell in told
    ]
    if len(told) < len(cells):
        rows.append((REST, UNTOLD, UNTOLD))
    figures = [(_month(cell.row), cell.middle or 0) for cell in told]
    bars, height = bars_of(
        Line(label, f"{middle:,}{unit}", middle) for label, middle in figures
    )
    return Chart(
        name,
        title,
        about,
        ("Month", heading, "Threads"),
        tuple(rows),
        bars,
        height=height,
        said=largest(figures, unit),
    )


def _tags(cells: Sequence[Cell]) -> Chart:
    every = grid(cells)
    quarters = [cell.column for cell in every[0][1]] if every else []
    rows = [(tag, *(figure(cell.count) for cell in of_row)) for tag, of_row in every]
    if every:
        rows.append((REST, *[UNTOLD] * len(quarters)))
    newest = max((c.column for c in cells if c.count is not None), default="")
    drawn = sorted(
        (
            (cell.row, cell.count)
            for cell in cells
            if cell.column == newest and cell.count is not None
        ),
        key=lambda one: -one[1],
    )[:TAGS_DRAWN]
    bars, height = bars_of(Line(tag, f"{count:,}", count) for tag, count in drawn)
    return Chart(
        "tags",
        "Tags by quarter",
        f"Threads with a tag, rounded to 5. Drawn: {newest}, the most used first."
        if newest
        else "Threads with a tag, rounded to 5.",
        ("Tag", *quarters),
        tuple(rows),
        bars,
        height=height,
        said=largest(drawn),
    )
