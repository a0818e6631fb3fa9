"""What Lighthouse asks of a page beside speed: home, board, thread, search.

How fast they are on a telephone is measured by `python -m tests.bench.lighthouse`,
alone on a machine; here tests run beside each other.
"""

import pytest

from tests.checkers import lighthouse
from tests.checkers.busy import Busy


@pytest.mark.timeout(600)
@pytest.mark.parametrize("page", ["home", "board", "thread", "search"])
def test_lighthouse_finds_nothing_missing(busy: Busy, page: str) -> None:
    found = lighthouse.report(busy.address(page), lighthouse.OTHERS)

    assert found.below == []
    assert found.scores == dict.fromkeys(lighthouse.OTHERS, 100)
