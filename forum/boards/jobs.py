"""What is begun on the boards and not sent is not kept for ever."""

from datetime import datetime

from forum.boards import actions
from forum.core.db import transaction
from forum.core.retention import kept


@kept("drafts", "60 days after they were saved last")
def forget_drafts(now: datetime) -> int:
    """Delete drafts that nobody went on with."""
    with transaction():
        return actions.forget_drafts(now)


@kept("threads on top of their board", "30 days, or as a moderator chose")
def end_pins(now: datetime) -> int:
    """Let go of threads whose time on top of their board is over."""
    with transaction():
        return actions.end_pins(now)


@kept("lines on a board about threads that moved to another", "30 days")
def forget_stubs(now: datetime) -> int:
    """Delete lines about threads that moved away long enough ago."""
    with transaction():
        return actions.forget_stubs(now)
