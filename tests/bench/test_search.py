"""The measurement of searching runs, on a small forum."""

from tests.bench.search import bench


def test_every_search_is_measured_beside_a_plain_page() -> None:
    plain, *others = bench(count=60, times=2)

    assert len(others) == 10
    assert all(one.cpu_ms > 0 for one in others)
    assert all("x" in one.beside(plain) for one in others)
