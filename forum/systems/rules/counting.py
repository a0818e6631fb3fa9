"""Community statistics that single out nobody: what is counted, what is told.

A figure is told only if it rests on ten members or more and none of them makes
up more than half of it. Where what is left out of a row or column could be
worked out from the rest, more is left out. Counts are rounded to five. Here a
member is any key that tells one from another; none of them leaves this module.
"""

import statistics
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.solar.bands import (
    KW_BANDS,
    YEAR_GROUPS,
    kw_band,
    rounded_yield,
    year_group,
)
from forum.solar.kinds import INVERTER_TYPES, InverterType
from forum.solar.places import STATES, Region, region_of
from forum.solar.system import System
from forum.systems.rules.visibility import Choices, Item, Visibility

FEW = 10
ROUNDED_TO = 5
COUNT = "systems"
WITH, WITHOUT = "with storage", "without storage"

Place = tuple[str, str]
"""The row and the column of a cell."""
Behind = Mapping[Place, Counter[Hashable]]
"""How much each member puts into each cell."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one card puts into the statistics; what its owner hides is not in it."""

    member: Hashable
    state: str = ""
    band: str = ""
    inverter_type: InverterType | None = None
    years: str = ""
    has_storage: bool | None = None
    region: Region | None = None
    kwh_per_kw: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A cell as it is published; no count means: fewer than ten, or left out."""

    row: str
    column: str
    count: int | None
    low: int | None = None
    middle: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One published table."""

    chart: str
    cells: tuple[Told, ...]


def contribution_of(
    member: Hashable, system: System, choices: Choices, *, counts_yields: bool
) -> Contribution:
    """Return what a card puts in: nothing that its owner hides from members."""

    def may(item: Item) -> bool:
        return choices.get(item, Visibility.HIDDEN) is not Visibility.HIDDEN

    state = system.state if may(Item.STATE) else ""
    brings = system.newest_yield if counts_yields and state else None
    year = system.year_installed if may(Item.YEAR_INSTALLED) else None
    return Contribution(
        member=member,
        state=state,
        band=kw_band(system.dc_kw) if may(Item.SIZE_BAND) else "",
        inverter_type=system.inverter_type if may(Item.INVERTER_TYPE) else None,
        years=year_group(year) if year else "",
        has_storage=bool(system.battery_kwh) if may(Item.BATTERY) else None,
        region=region_of(state) if brings is not None else None,
        kwh_per_kw=brings,
    )


def all_tables(given: Iterable[Contribution]) -> tuple[Table, ...]:
    """Return every table as it may be published."""
    cards = list(given)
    inverters = list(INVERTER_TYPES.values())
    return (
        _counts(cards, "states", list(STATES), [COUNT], lambda c: (c.state, COUNT)),
        _counts(cards, "sizes", KW_BANDS, [COUNT], lambda c: (c.band, COUNT)),
        _yields(cards),
        _counts(cards, "inverters", YEAR_GROUPS, inverters, _inverter_cell),
        _counts(cards, "storage", YEAR_GROUPS, [WITH, WITHOUT], _storage_cell),
    )


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


def told_cells(behind: Behind) -> set[Place]:
    """Return the cells that may be told, so that the others stay untold.

    Each row and each column must leave out nothing, or so much that knowing its
    sum tells of no group smaller than ten.
    """
    told = {place for place, members in behind.items() if is_safe(members)}
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


def _counts(
    cards: list[Contribution],
    chart: str,
    rows: Sequence[str],
    columns: Sequence[str],
    place_of: Callable[[Contribution], Place],
) -> Table:
    behind = _empty(rows, columns)
    for card in cards:
        if (place := place_of(card)) in behind:
            behind[place][card.member] += 1
    told = told_cells(behind)
    return Table(
        chart,
        tuple(
            Told(*place, rounded(members.total()) if place in told else None)
            for place, members in behind.items()
        ),
    )


def _yields(cards: list[Contribution]) -> Table:
    """Tell quartiles of one figure for each member, never the ends."""
    regions = [str(region) for region in Region]
    behind = _empty(regions, [COUNT])
    figures: dict[str, dict[Hashable, list[float]]] = {one: {} for one in regions}
    for card in cards:
        if card.region is not None and card.kwh_per_kw is not None:
            behind[card.region, COUNT][card.member] = 1
            mine = figures[card.region].setdefault(card.member, [])
            mine.append(card.kwh_per_kw)
    told = told_cells(behind)
    return Table(
        "yields",
        tuple(
            _quartiles(place, [statistics.fmean(one) for one in mine.values()])
            if (place := (region, COUNT)) in told
            else Told(region, COUNT, None)
            for region, mine in figures.items()
        ),
    )


def _quartiles(place: Place, figures: list[float]) -> Told:
    found = statistics.quantiles(figures, n=4, method="inclusive")
    low, middle, high = map(rounded_yield, found)
    return Told(*place, rounded(len(figures)), low, middle, high)


def _empty(
    rows: Sequence[str], columns: Sequence[str]
) -> dict[Place, Counter[Hashable]]:
    return {(row, column): Counter() for row in rows for column in columns}


def _inverter_cell(card: Contribution) -> Place:
    kind = INVERTER_TYPES[card.inverter_type] if card.inverter_type else ""
    return card.years, kind


def _storage_cell(card: Contribution) -> Place:
    if card.has_storage is None:
        return card.years, ""
    return card.years, WITH if card.has_storage else WITHOUT
