"""Addresses that came with another forum are not kept for ever."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.retention import kept
from forum.moving.foreign import actions


@kept(
    "email addresses that came with another forum, and whose account nobody took over",
    "24 months",
)
def forget_unclaimed(now: datetime) -> int:
    """Delete accounts whose owners did not come for them."""
    with transaction():
        return actions.forget_unclaimed(now)
