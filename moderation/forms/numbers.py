"""Numbers that come back from a form."""

from forum.core.db import KEY_MAX


def whole(number: int | None) -> int:
    """Return a number that can be one of ours, or else 0."""
    return number if number is not None and 0 <= number <= KEY_MAX else 0
