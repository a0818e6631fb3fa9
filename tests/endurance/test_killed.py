"""What was acknowledged is there once, whichever process dies at whatever moment.

Here in a small form; `python -m tests.endurance killing` lets more die.
"""

from pathlib import Path

import pytest

from tests.conftest import LEFT_OUT
from tests.endurance.killing import Size, tell
from tests.postgres import binaries


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_lost_or_doubled_when_processes_are_killed(
    tmp_path: Path, kind: str
) -> None:
    if kind == "postgresql" and binaries() is None:
        pytest.skip(LEFT_OUT)

    told = tell(tmp_path, kind, Size(), print)

    assert told.faults == []
