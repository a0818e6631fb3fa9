"""The time, read at entry points only and handed down from there."""

from datetime import UTC, datetime, timedelta


def utcnow() -> datetime:
    """Return the current time, aware and in UTC."""
    return datetime.now(UTC)


def next_minute(now: datetime) -> datetime:
    """Return when the next full minute begins."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)
