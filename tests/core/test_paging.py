"""Pages are numbered: where a thing stands, and which links lead on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.paging import PAGE_SIZE, Page, page_of

SHOWN_MAX = 7


@pytest.mark.parametrize(
    ("total", "last"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)]
)
def test_the_last_page_is_the_one_that_is_needed(total: int, last: int) -> None:
    assert Page(1, total).last == last


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_links_lead_to_near_pages_and_to_both_ends(
    number: int, last: int, shown: list[int | None]
) -> None:
    assert list(Page(number, last * PAGE_SIZE).shown()) == shown


@given(st.integers(1, 10**6))
def test_a_thing_stands_on_the_page_that_is_named(number: int) -> None:
    page = Page(page_of(number), 10**6)

    first, last = page.numbers

    assert first <= number <= last
    assert last - first + 1 == PAGE_SIZE


@given(st.integers(1, 60), st.integers(0, 1200))
def test_the_links_are_in_order_and_never_leave_out_a_single_page(
    number: int, total: int
) -> None:
    page = Page(number, total)
    shown = list(page.shown())

    numbers = [one for one in shown if one is not None]
    gaps = [shown[i + 1] - shown[i - 1] for i, n in enumerate(shown) if n is None]  # type: ignore[operator]

    assert numbers == sorted(set(numbers))
    assert {1, page.last} <= set(numbers)
    assert all(gap > 2 for gap in gaps)


@given(st.integers(0, 3_000), st.integers(1, 60))
def test_pages_hold_each_thing_once_and_in_order(total: int, size: int) -> None:
    last = Page(1, total, size).last
    spans = [Page(number, total, size).numbers for number in range(1, last + 1)]

    held = [one for first, end in spans for one in range(first, min(end, total) + 1)]

    assert held == list(range(1, total + 1))
    assert all(0 < first <= end for first, end in spans)


@given(st.integers(1, 2**40), st.integers(0, 2**40))
def test_no_page_is_before_the_first_or_beyond_the_last(
    number: int, total: int
) -> None:
    shown = [one for one in Page(number, total).shown() if one is not None]

    assert min(shown) == 1
    assert max(shown) == Page(number, total).last
    assert len(shown) <= SHOWN_MAX
