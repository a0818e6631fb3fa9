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
