"""The time, read at entry points only and handed down from there."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """Return the current time, aware and in UTC."""
    return datetime.now(UTC)
