"""No text takes the forum much longer than its length, whatever it is made of.

Texts of 64,000 characters are measured by `python -m tests.hostile.growing`.
"""

from itertools import pairwise

import pytest

from tests.hostile.growing import READERS, Grown, grown
from tests.hostile.shapes import Shape, shapes

SIZES = (3_000, 12_000)
FEWEST = 270


@pytest.mark.parametrize("reader", READERS)
def test_no_shape_of_text_takes_more_than_its_length(reader: str) -> None:
    assert [str(one) for one in grown(reader, SIZES) if one.faults] == []


def test_the_shapes_are_many_and_none_stands_twice() -> None:
    texts = {one.of_size(SIZES[-1]) for one in shapes()}

    assert len(texts) >= FEWEST
    assert {len(one) for one in texts} == {SIZES[-1]}


@pytest.mark.parametrize(("power", "is_fine"), [(1.0, True), (1.4, True), (2.0, False)])
def test_what_grows_as_a_square_is_noticed(power: float, is_fine: bool) -> None:
    times = {size: 0.06 * (size / SIZES[-1]) ** power for size in SIZES}

    assert (Grown("", Shape("", "a"), times).faults == []) is is_fine
    assert all(before < after for before, after in pairwise(times.values()))


def test_what_takes_too_long_is_noticed_however_it_grows() -> None:
    slow = Grown("", Shape("", "a"), {3_000: 0.1, 12_000: 0.26})

    assert slow.faults == ["takes too long"]
