"""What moderation does not keep for ever."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.retention import kept
from moderation import actions


@kept("copies of reported wordings", "180 days after the decision")
def forget_evidence(now: datetime) -> int:
    """Delete evidence of cases decided long ago."""
    with transaction():
        return actions.forget_evidence(now)
