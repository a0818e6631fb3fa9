"""What may be counted and told: nothing about fewer than ten, not even indirectly."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.solar.kinds import InverterType
from forum.solar.places import Region
from forum.systems.rules import (
    Contribution,
    Item,
    Table,
    all_tables,
    quarter_of,
    steadied,
)
from forum.systems.rules.counting import (
    COUNT,
    FEW,
    Place,
    is_safe,
    rounded,
    told_cells,
)
from forum.systems.rules.tables import WITH, WITHOUT

Grid = dict[Place, Counter[Hashable]]


def table(name: str, *cards: Contribution) -> dict[Place, int | None]:
    (found,) = [one for one in all_tables(cards) if one.chart == name]
    return {(cell.row, cell.column): cell.count for cell in found.cells}


def people(count: int, start: int = 0, **said: Any) -> list[Contribution]:
    return [Contribution(member, **said) for member in range(start, start + count)]


def grid(**lines: list[int]) -> Grid:
    """Make a grid of so many members in each cell, nobody in two."""
    cells: Grid = {}
    for row, counts in lines.items():
        for column, count in enumerate(counts):
            cells[row, str(column)] = Counter(
                {(row, column, member): 1 for member in range(count)}
            )
    return cells


def test_nine_are_left_out_and_ten_are_told() -> None:
    assert table("states", *people(9, state="MA"))["MA", COUNT] is None
    assert table("states", *people(10, state="MA"))["MA", COUNT] == 10


@pytest.mark.parametrize(
    ("count", "told"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (103, 105)]
)
def test_counts_are_rounded_to_five(count: int, told: int) -> None:
    assert rounded(count) == told
    assert table("states", *people(count, state="MA"))["MA", COUNT] == told


def test_many_cards_of_few_members_are_few() -> None:
    cards = [*people(9, state="MA"), *people(5, start=0, state="MA")]

    assert table("states", *cards)["MA", COUNT] is None


def test_one_member_with_more_than_half_is_left_out() -> None:
    assert not is_safe(Counter({0: 12, **dict.fromkeys(range(1, 9), 1)}))
    assert not is_safe(Counter({0: 15, **dict.fromkeys(range(1, 11), 1)}))
    assert is_safe(Counter({0: 10, **dict.fromkeys(range(1, 11), 1)}))


def test_sixty_per_cent_by_one_member_are_left_out() -> None:
    cards = [*people(11, state="MA"), *[Contribution(0, state="MA")] * 14]

    assert len(cards) == 25
    assert table("states", *cards)["MA", COUNT] is None


def test_a_lone_gap_in_a_column_takes_the_smallest_beside_it_along() -> None:
    cards = [
        *people(30, state="MA"),
        *people(12, start=100, state="VT"),
        *people(20, start=200, state="NH"),
        *people(3, start=300, state="ME"),
    ]

    told = table("states", *cards)

    assert (told["MA", COUNT], told["NH", COUNT]) == (30, 20)
    assert told["VT", COUNT] is told["ME", COUNT] is None


def test_gaps_that_together_are_few_take_another_along() -> None:
    cards = [
        *people(30, state="MA"),
        *people(12, start=100, state="VT"),
        *people(4, start=200, state="NH"),
        *people(3, start=300, state="ME"),
    ]

    assert table("states", *cards)["VT", COUNT] is None
    assert table("states", *cards)["MA", COUNT] == 30


def test_nothing_is_left_out_beside_empty_cells() -> None:
    told = table("states", *people(10, state="MA"), *people(10, 50, state="VT"))

    assert told["MA", COUNT] == told["VT", COUNT] == 10


def test_rows_and_columns_both_keep_what_is_left_out() -> None:
    cells = grid(a=[20, 20, 3], b=[20, 20, 20], c=[20, 20, 20])

    left_out = set(cells) - told_cells(cells)

    for position in (0, 1):
        lines = Counter(place[position] for place in left_out)
        assert ("a", "2") in left_out
        assert set(lines.values()) == {2}


def test_storage_is_told_with_both_its_sides_or_not_at_all() -> None:
    having = people(12, years="2020\u20132024", has_storage=True)
    lacking = people(4, start=50, years="2020\u20132024", has_storage=False)

    told = table("storage", *having, *lacking)

    assert told["2020\u20132024", WITH] is None
    assert told["2020\u20132024", WITHOUT] is None


def test_yields_are_quartiles_of_members_and_never_the_ends() -> None:
    cards = [
        Contribution(member, region=Region.MOUNTAIN, kwh_per_kw=1000 + 100 * member)
        for member in range(11)
    ]

    (found,) = [one for one in all_tables(cards) if one.chart == "yields"]
    (told,) = [cell for cell in found.cells if cell.row == Region.MOUNTAIN]

    assert (told.count, told.low, told.middle, told.high) == (10, 1250, 1500, 1750)
    assert not _told([one for one in all_tables(cards[:9]) if one.chart == "yields"])


def test_a_member_with_many_systems_counts_once_for_yields() -> None:
    cards = [
        Contribution(member % 9, region=Region.MOUNTAIN, kwh_per_kw=1500)
        for member in range(40)
    ]

    assert not _told([one for one in all_tables(cards) if one.chart == "yields"])


def test_inverters_are_counted_by_year_group() -> None:
    cards = people(10, years="2020\u20132024", inverter_type=InverterType.MICRO)

    assert table("inverters", *cards)["2020\u20132024", "Microinverters"] == 10


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ((2026, 1, 1), "2026-Q1"),
        ((2026, 3, 31), "2026-Q1"),
        ((2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_day_has_a_quarter(day: tuple[int, int, int], quarter: str) -> None:
    assert quarter_of(datetime(*day, tzinfo=UTC)) == quarter


def _told(tables: list[Table]) -> list[object]:
    return [cell for one in tables for cell in one.cells if cell.count is not None]


@given(
    st.lists(
        st.lists(st.integers(0, 25), min_size=4, max_size=4), min_size=2, max_size=6
    )
)
def test_no_line_of_any_grid_leaves_out_a_few(counts: list[list[int]]) -> None:
    cells = grid(**{f"r{number}": line for number, line in enumerate(counts)})

    told = told_cells(cells)

    assert all(is_safe(cells[place]) for place in told)
    for position in (0, 1):
        for line in {place[position] for place in cells}:
            hidden = [
                cells[place].total()
                for place in cells
                if place[position] == line and place not in told and cells[place]
            ]
            all_of_it = not [p for p in told if p[position] == line]
            assert not hidden or all_of_it or (sum(hidden) >= FEW and len(hidden) > 1)


def test_taking_off_what_is_public_leaves_nobody_or_ten() -> None:
    quiet = frozenset({Item.STATE})
    public = people(20, state="MA")

    few = table("states", *public, *people(9, 50, state="MA", quiet=quiet))
    many = table("states", *public, *people(10, 50, state="MA", quiet=quiet))

    assert few["MA", COUNT] == 20
    assert many["MA", COUNT] == 30


def test_a_cell_of_few_public_and_few_quiet_ones_is_not_told() -> None:
    quiet = frozenset({Item.STATE})
    cards = [*people(8, state="MA"), *people(8, 50, state="MA", quiet=quiet)]

    assert table("states", *cards)["MA", COUNT] is None


MOMENT = datetime(2026, 7, 1, tzinfo=UTC)
LATER = datetime(2026, 9, 1, tzinfo=UTC)
QUARTER_END = datetime(2026, 10, 1, tzinfo=UTC)


def after(last: list[Contribution], now: list[Contribution]) -> dict[Place, int | None]:
    """Return the states as they are published after other figures."""
    stood = {
        one.chart: [replace(cell, made_at=MOMENT) for cell in one.cells]
        for one in all_tables(last)
    }
    tables = steadied(all_tables(now), stood, QUARTER_END)
    (found,) = [one for one in tables if one.chart == "states"]
    return {(cell.row, cell.column): cell.count for cell in found.cells}


@pytest.mark.parametrize(("came", "told"), [(9, 20), (10, 30)])
def test_a_figure_moves_once_ten_changed_something(came: int, told: int) -> None:
    stood = people(20, state="MA")
    new = people(came, 100, state="MA", changed_at=LATER)

    assert after(stood, [*stood, *new])["MA", COUNT] == told


@pytest.mark.parametrize(("left", "told"), [(1, 30), (10, 30), (15, 15)])
def test_a_figure_moves_once_more_than_ten_left(left: int, told: int) -> None:
    stood = people(30, state="MA")

    assert after(stood, stood[left:])["MA", COUNT] == told


def test_what_rests_on_fewer_than_ten_goes_at_once() -> None:
    stood = people(10, state="MA")

    assert after(stood, stood[1:])["MA", COUNT] is None


def test_what_was_left_out_is_told_once_ten_came_since() -> None:
    four = people(4, state="VT")
    six = people(6, 100, state="VT", changed_at=LATER)
    ten = people(10, 100, state="VT", changed_at=LATER)

    assert after(four, [*four, *six])["VT", COUNT] is None
    assert after(four, [*four, *ten])["VT", COUNT] == 15
