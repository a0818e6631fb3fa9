"""What moderation does not keep for ever."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.retention import kept
from moderation import actions


@kept(
    "copies of reported wordings",
    "180 days after the decision, unless a law holds them",
)
def forget_evidence(now: datetime) -> int:
    """Delete evidence of cases decided long ago."""
    with transaction():
        return actions.forget_evidence(now)


@kept(
    "reasons of decisions, and what was noted in their cases",
    "24 months, or as long as a measure holds",
)
def forget_reasons(now: datetime) -> int:
    """Destroy the reasons of decisions made long ago."""
    with transaction():
        return actions.forget_reasons(now)


@kept(
    "details in the log of what staff did",
    "24 months; a chain of digests stays",
)
def forget_details(now: datetime) -> int:
    """Delete the details of entries made long ago."""
    with transaction():
        return actions.forget_details(now)
