"""The forum scaled out by settings alone: parts of it die, nothing is lost.

Here in a small form; `python -m tests.scaling` lets more happen, for longer.
"""

from pathlib import Path

import pytest

from tests.scaling.cluster import missing
from tests.scaling.story import Size, tell


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_parts_of_a_cluster_die_and_nothing_is_lost(tmp_path: Path) -> None:
    told = tell(tmp_path, Size(), print)

    assert told.faults == []
