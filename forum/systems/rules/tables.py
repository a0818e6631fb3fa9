"""The published tables of the community statistics, and what each counts."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from forum.solar.bands import (
    AGE_GROUPS,
    KW_BANDS,
    RATIO_BANDS,
    SECTORS,
    TILT_STEPS,
    YEAR_GROUPS,
    YIELD_STEP,
)
from forum.solar.kinds import INVERTER_TYPES
from forum.solar.places import STATES, Region
from forum.systems.rules.contributing import Contribution
from forum.systems.rules.counting import (
    COUNT,
    Place,
    Table,
    counted,
    empty,
    measured,
    only_told,
)
from forum.systems.rules.visibility import Item

WITH, WITHOUT = "with storage", "without storage"
REST = "All others"
PlaceOf = Callable[[Contribution], Place]
Changed = dict[Place, dict[Hashable, datetime]]


def all_tables(given: Iterable[Contribution]) -> tuple[Table, ...]:
    """Return every table as it may be published."""
    cards = list(given)
    inverters = list(INVERTER_TYPES.values())
    year = Item.YEAR_INSTALLED
    return (
        _counts(cards, "states", STATES, lambda c: (c.state, COUNT), {Item.STATE}),
        _counts(cards, "sizes", KW_BANDS, lambda c: (c.band, COUNT), {Item.SIZE_BAND}),
        _yields(cards, "yields", tuple(Region), lambda c: c.region or ""),
        _yields(cards, "tilts", TILT_STEPS, lambda c: c.tilt),
        _yields(cards, "sectors", SECTORS, lambda c: c.facing),
        _counts(
            cards,
            "inverters",
            YEAR_GROUPS,
            _inverter_cell,
            {year, Item.INVERTER_TYPE},
            inverters,
        ),
        _counts(
            cards,
            "ratios",
            RATIO_BANDS,
            lambda c: (c.ratio, COUNT),
            {Item.AC_KW, Item.DC_KW},
        ),
        _counts(
            cards,
            "storage",
            YEAR_GROUPS,
            _storage_cell,
            {year, Item.BATTERY},
            [WITH, WITHOUT],
        ),
        _yields(cards, "ages", AGE_GROUPS, lambda c: c.age),
        _makers(cards, "modules", lambda c: c.module_maker, Item.MODULE_MODEL),
        _makers(cards, "makers", lambda c: c.inverter_maker, Item.INVERTER_MODEL),
    )


def _counts(
    cards: list[Contribution],
    chart: str,
    rows: Iterable[str],
    place_of: PlaceOf,
    rests_on: Collection[Item],
    columns: Sequence[str] = (COUNT,),
) -> Table:
    """Count cards; what a card puts in is known if all it rests on is public."""
    behind, quiet = empty(rows, columns), empty((), columns)
    changed: Changed = {}
    for card in cards:
        place = place_of(card)
        if place not in behind:
            continue
        behind[place][card.member] += 1
        if card.quiet.intersection(rests_on):
            quiet.setdefault(place, Counter())[card.member] += 1
        _note(changed, place, card)
    table = counted(chart, behind, quiet)
    return replace(table, changed=changed)


def _yields(
    cards: list[Contribution],
    chart: str,
    rows: Sequence[str],
    row_of: Callable[[Contribution], str],
) -> Table:
    figures: dict[Place, dict[Hashable, list[float]]] = {
        (str(row), COUNT): {} for row in rows
    }
    changed: Changed = {}
    for card in cards:
        place = str(row_of(card)), COUNT
        if card.kwh_per_kw is None or place not in figures:
            continue
        figures[place].setdefault(card.member, []).append(card.kwh_per_kw)
        _note(changed, place, card)
    table = measured(chart, figures, YIELD_STEP)
    return replace(table, changed=changed)


def _makers(
    cards: list[Contribution],
    chart: str,
    maker_of: Callable[[Contribution], str],
    rests_on: Item,
) -> Table:
    """Count the makers that ten members or more name; the others are not stored."""
    written: dict[str, Counter[str]] = {}
    for card in cards:
        if name := maker_of(card):
            written.setdefault(name.casefold(), Counter())[name] += 1
    named = {
        key: max(some, key=lambda n: (some[n], n)) for key, some in written.items()
    }

    def place_of(card: Contribution) -> Place:
        return named.get(maker_of(card).casefold(), ""), COUNT

    rows = sorted(set(named.values()))
    return only_told(_counts(cards, chart, rows, place_of, {rests_on}), REST)


def _note(changed: Changed, place: Place, card: Contribution) -> None:
    if card.changed_at is not None:
        changed.setdefault(place, {})[card.member] = card.changed_at


def _inverter_cell(card: Contribution) -> Place:
    kind = INVERTER_TYPES[card.inverter_type] if card.inverter_type else ""
    return card.years, kind


def _storage_cell(card: Contribution) -> Place:
    if card.has_storage is None:
        return card.years, ""
    return card.years, WITH if card.has_storage else WITHOUT
