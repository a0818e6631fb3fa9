"""Writing down what an administrator did, in the log that nobody can change."""

from datetime import datetime
from typing import Any

from forum.members.models import Member
from forum.members.news import StaffDeed, staff_deeds


def note(
    actor: Member, action: str, target: tuple[str, int], now: datetime, **details: Any
) -> None:
    """Add an entry; details say what was changed, never anything about a person."""
    kind, key = target
    for tell in staff_deeds:
        tell(actor, StaffDeed(action, kind, key, details), now)
