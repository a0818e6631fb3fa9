"""People who read, write, bring photos, report and decide at once get no error.

Here for some seconds; `python -m tests.endurance lasting` goes on for an hour.
"""

from pathlib import Path

import pytest

from tests.conftest import LEFT_OUT
from tests.endurance.lasting import tell
from tests.postgres import binaries

SECONDS = 15.0


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_everybody_at_once_gets_no_error_and_all_adds_up(
    tmp_path: Path, kind: str
) -> None:
    if kind == "postgresql" and binaries() is None:
        pytest.skip(LEFT_OUT)

    told = tell(tmp_path, kind, SECONDS, print, looks=8)

    assert told.faults == []
