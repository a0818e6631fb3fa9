"""How far members read, and what they follow, is not kept for ever."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.retention import kept
from forum.following import actions


@kept("up to where members have read", "180 days unused")
def forget_unused(now: datetime) -> int:
    """Delete what members have not used for half a year."""
    with transaction():
        return actions.forget_unused(now)


@kept("what members watch and mute", "until they stop, or cannot read it any more")
def forget_unreadable(now: datetime) -> int:  # noqa: ARG001 - for the sweep
    """Delete what members follow and may not read any more."""
    with transaction():
        return actions.forget_unreadable()
