"""Since when threads about the federal credit for homeowners are out of date."""

from collections.abc import Collection
from datetime import UTC, datetime

CREDIT_TAG = "tax-credit"
CREDIT_ENDED = datetime(2026, 1, 1, tzinfo=UTC)
"""Since when the credit (25D) is no more."""


def is_outdated(tags: Collection[str], opened_at: datetime) -> bool:
    """Say whether a thread is about the credit, and from before it ended."""
    return CREDIT_TAG in tags and opened_at < CREDIT_ENDED
