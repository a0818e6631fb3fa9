"""Charts about systems: where, how large, how they face, what they bring."""

from collections.abc import Callable, Sequence

from forum.solar.bands import TO
from forum.solar.places import STATES
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
from forum.systems.charts.tiles import HEIGHT, tiles_of
from forum.systems.rules.tables import REST, WITH, WITHOUT

ROUNDED = "How many systems members count here, rounded to 5."
QUARTERS = (
    "What a kW DC brings in a year, in kWh, rounded to 50: a quarter of members have "
    "less than the low figure, half less than the middle, a quarter more than the high "
    "one. Only members who asked to be counted."
)


def of_systems(figures: Published | None) -> tuple[Chart, ...]:
    """Return the charts about systems, in their order."""
    if figures is None:
        return ()

    def of(name: str) -> Sequence[Cell]:
        return figures.cells.get(name, ())

    return (
        _states(of("states")),
        _counted("sizes", "Systems by size", "DC size", of("sizes")),
        _yields("yields", "Yield by region", "Region", of("yields")),
        _yields("tilts", "Yield by tilt", "Tilt", of("tilts")),
        _yields("sectors", "Yield by direction", "Faces", of("sectors"), str.title),
        _inverters(of("inverters")),
        _counted(
            "ratios",
            "DC size over AC size",
            "DC/AC",
            of("ratios"),
            "How many systems have which DC size for each kW of AC, rounded to 5.",
        ),
        _storage(of("storage")),
        _yields("ages", "Yield by age of the system", "Age", of("ages")),
        _counted("modules", "Makers of modules", "Maker", of("modules"), MAKERS),
        _counted("makers", "Makers of inverters", "Maker", of("makers"), MAKERS),
    )


MAKERS = "Makers that ten members or more have, never models. Rounded to 5."


def _states(cells: Sequence[Cell]) -> Chart:
    told = {cell.row: cell.count for cell in cells if cell.count is not None}
    rows = [(STATES.get(code, code), f"{count:,}") for code, count in told.items()]
    if len(told) < len(cells):
        rows.append((REST, UNTOLD))
    said = largest([(STATES.get(one, one), count) for one, count in told.items()])
    return Chart(
        "states",
        "Systems by state",
        f"{ROUNDED} A state without a figure has fewer than 10, or is left out.",
        ("State", "Systems"),
        tuple(rows),
        tiles=tiles_of(told) if told else (),
        height=HEIGHT,
        said=said,
    )


def _counted(
    name: str, title: str, of: str, cells: Sequence[Cell], about: str = ROUNDED
) -> Chart:
    told = [(cell.row, cell.count) for cell in cells if cell.count is not None]
    rows = [(label, f"{count:,}") for label, count in told]
    if len(told) < len(cells):
        rows.append((REST, UNTOLD))
    bars, height = bars_of(Line(label, f"{count:,}", count) for label, count in told)
    return Chart(
        name,
        title,
        about,
        (of, "Systems"),
        tuple(rows),
        bars,
        height=height,
        said=largest(told),
    )


def _yields(
    name: str,
    title: str,
    of: str,
    cells: Sequence[Cell],
    written: Callable[[str], str] = str,
) -> Chart:
    told = [cell for cell in cells if cell.count is not None]
    rows = [
        (
            written(cell.row),
            *(f"{one or 0:,}" for one in (cell.low, cell.middle, cell.high)),
            f"{cell.count:,}",
        )
        for cell in told
    ]
    if len(told) < len(cells):
        rows.append((REST, *[UNTOLD] * 4))
    bars, height = bars_of(_range(cell, written(cell.row)) for cell in told)
    middles = [(written(cell.row), cell.middle or 0) for cell in told]
    return Chart(
        name,
        title,
        QUARTERS,
        (of, "Low (25 %)", "Middle (50 %)", "High (75 %)", "Members"),
        tuple(rows),
        bars,
        height=height,
        said=largest(middles, " kWh per kW in the middle"),
    )


def _range(cell: Cell, label: str) -> Line:
    low, middle, high = cell.low or 0, cell.middle or 0, cell.high or 0
    text = f"{low:,}{TO}{high:,}"
    return Line(f"{label}: {middle:,}", text, high, low, middle)


def _inverters(cells: Sequence[Cell]) -> Chart:
    every = grid(cells)
    columns = [cell.column for cell in every[0][1]] if every else []
    told = [
        (label, of_row)
        for label, of_row in every
        if any(cell.count is not None for cell in of_row)
    ]
    rows = [(label, *(figure(cell.count) for cell in of_row)) for label, of_row in told]
    if len(rows) < len(every):
        rows.append((REST, *[UNTOLD] * len(columns)))
    shown = [cell for _, of_row in told for cell in of_row if cell.count is not None]
    bars, height = bars_of(
        Line(f"{cell.row}, {cell.column.lower()}", f"{cell.count:,}", cell.count or 0)
        for cell in shown
    )
    return Chart(
        "inverters",
        "Inverter type by year",
        "How many systems of each year group have which kind, rounded to 5.",
        ("Installed", *columns),
        tuple(rows),
        bars,
        height=height,
        said=largest([(f"{c.row}, {c.column.lower()}", c.count or 0) for c in shown]),
    )


def _storage(cells: Sequence[Cell]) -> Chart:
    rows: list[tuple[str, ...]] = []
    shares: list[tuple[str, int]] = []
    every = grid(cells)
    for label, of_row in every:
        by_column = {cell.column: cell.count for cell in of_row}
        having, lacking = by_column.get(WITH), by_column.get(WITHOUT)
        if having is None and lacking is None:
            continue
        share = UNTOLD
        if having is not None and lacking is not None:
            percent = 5 * round(20 * having / (having + lacking))
            share = f"{percent} %"
            shares.append((label, percent))
        rows.append((label, figure(having), figure(lacking), share))
    if len(rows) < len(every):
        rows.append((REST, *[UNTOLD] * 3))
    bars, height = bars_of(Line(label, f"{part} %", part) for label, part in shares)
    return Chart(
        "storage",
        "Share with storage by year",
        "How many systems of each year group have a battery. Counts are rounded to 5, "
        "shares to 5 %.",
        ("Installed", "With storage", "Without", "Share with storage"),
        tuple(rows),
        bars,
        height=height,
        said=largest(shares, " %"),
    )
