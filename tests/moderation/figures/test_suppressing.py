"""What is left out of tables: no small count can be worked out from the rest."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.figures.rules import Edge, Told, list_of, table_of, told_of
from moderation.figures.rules.suppressing import ALL, Cell, key_of

FEW = 5
HIGHEST = 14
Counts = dict[tuple[str, str], int]


def fits(told: dict[str, Cell], counts: Counts) -> bool:
    """Say whether a table would have been published in the same way."""
    for edge in table_of("t", counts):
        cell = told[edge.key]
        if cell is Told.FEW and not 0 < edge.count < FEW:
            return False
        if not isinstance(cell, Told) and cell != edge.count:
            return False
    return True


def possible(told: dict[str, Cell], counts: Counts) -> list[Counts]:
    """Return every table that somebody who read the figures has to think of."""
    ranges = [_range(told[key_of("t", *place)]) for place in counts]
    tables = (dict(zip(counts, one, strict=True)) for one in product(*ranges))
    return [table for table in tables if fits(told, table)]


def _range(cell: Cell) -> range:
    if cell is Told.FEW:
        return range(1, FEW)
    if cell is Told.OUT:
        return range(HIGHEST)
    return range(int(cell), int(cell) + 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_no_small_count_of_a_table_can_be_worked_out(cells: list[int]) -> None:
    places = list(product("ab", "xy"))
    counts = dict(zip(places, cells, strict=True))

    told = told_of(table_of("t", counts), FEW)

    others = possible(told, counts)
    for place, count in counts.items():
        if 0 < count < FEW:
            assert isinstance(told[key_of("t", *place)], Told)
            assert len({table[place] for table in others}) > 1, (counts, told)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=6, max_size=6))
def test_nor_a_small_sum(cells: list[int]) -> None:
    counts = dict(zip(product("ab", "xyz"), cells, strict=True))
    told = told_of(table_of("t", counts), FEW)
    if sum(isinstance(told[key_of("t", *place)], Told) for place in counts) > 4:
        return

    others = possible(told, counts)

    for row in "ab":
        whole = sum(counts[row, column] for column in "xyz")
        if 0 < whole < FEW:
            assert isinstance(told[key_of("t", row, ALL)], Told)
            sums = {sum(one[row, column] for column in "xyz") for one in others}
            assert len(sums) > 1, (counts, told)


def test_what_is_large_enough_is_told() -> None:
    counts = dict.fromkeys(product("ab", "xy"), 7)

    told = told_of(table_of("t", counts), FEW)

    assert set(told.values()) == {7, 14, 28}


def test_nothing_is_told_as_nothing() -> None:
    told = told_of(list_of("t", "n", {"a": 0, "b": 12}), FEW)

    assert told == {"t|a|n": 0, "t|b|n": 12, "t|All|n": 12}


def test_one_small_count_takes_the_next_smallest_with_it() -> None:
    told = told_of(list_of("t", "n", {"a": 2, "b": 12, "c": 30}), FEW)

    assert told == {"t|a|n": Told.FEW, "t|b|n": Told.OUT, "t|c|n": 30, "t|All|n": 44}


def test_two_that_can_only_be_fours_are_not_left_alone() -> None:
    told = told_of(list_of("t", "n", {"a": 4, "b": 4, "c": 9}), FEW)

    assert Told.OUT in {told["t|a|n"], told["t|b|n"], told["t|c|n"]}


@pytest.mark.parametrize("before", [9, Told.OUT])
def test_what_was_published_before_stays_as_it_was(before: Cell) -> None:
    edges = [
        Edge("a", "in", "out", 2),
        Edge("b", "in", "out", 9, before),
        Edge("c", "in", "out", 30),
        Edge("all", "out", "in", 41),
    ]

    told = told_of(edges, FEW)

    assert told["b"] == before
    assert told["a"] is Told.FEW
    assert (told["c"] is Told.OUT) == (before == 9)
