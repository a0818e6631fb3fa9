"""JSON that came from elsewhere: read, or a `ValueError`, however it is nested."""

import json
from typing import Any


def from_json(said: str | bytes) -> Any:
    """Return what JSON says; what is nested too deeply to be read is no JSON."""
    try:
        return json.loads(said)
    except RecursionError:
        raise ValueError("nested too deeply") from None
