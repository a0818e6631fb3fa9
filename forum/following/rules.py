"""What counts as new for a member, and for how long that is remembered."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

NEW_FOR = timedelta(days=60)
"""What is older counts as read."""
KEPT_UNUSED = timedelta(days=180)
COUNTED_MAX = 100
LISTED_MAX = 100
"""So many threads with something new are listed, and as many that one watches."""


def said(count: int) -> str:
    """Return a number of new posts as lists say it."""
    return f"{COUNTED_MAX - 1}+ new" if count >= COUNTED_MAX else f"{count} new"


def newest_of(*moments: datetime | None) -> datetime:
    """Return the latest of some moments, of which some may never have been."""
    return max(one for one in moments if one is not None)


def read_in_row(order: Sequence[int], read: Iterable[int]) -> int:
    """Return how many posts from the first on were read, none left out.

    So nothing that was new is lost when posts are put in another order; what was
    read and now stands behind something new is shown as new once more.
    """
    known = frozenset(read)
    for count, post_id in enumerate(order):
        if post_id not in known:
            return count
    return len(order)
