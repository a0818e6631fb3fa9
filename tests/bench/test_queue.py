"""The queue costs no more queries with 1,000 cases than with 10."""

import pytest

from tests.bench.queue import FEW, MANY, bench


@pytest.mark.timeout(300)
def test_a_long_queue_takes_no_more_queries_than_a_short_one() -> None:
    few, many = bench(FEW, times=1), bench(MANY, times=1)

    assert [one.cases for one in (*few, *many)] == [FEW, FEW, MANY, MANY]
    for short, long in zip(few, many, strict=True):
        assert long.queries <= short.queries, (short, long)
