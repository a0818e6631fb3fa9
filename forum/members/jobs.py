"""What members and their accounts leave behind is not kept for ever."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.retention import kept
from forum.members import actions
from forum.members.registry import actions as accounts


@kept("sessions", "12 hours idle or 7 days (staff: 2 hours or 12 hours)")
def forget_sessions(now: datetime) -> int:
    """Delete sessions that have ended."""
    with transaction():
        return actions.forget_sessions(now)


@kept("registrations not confirmed", "7 days; the link in the mail 48 hours")
def forget_applications(now: datetime) -> int:
    """Delete registrations that nobody confirmed."""
    with transaction():
        return accounts.forget_applications(now)


@kept("links to a new password", "1 hour")
def forget_links(now: datetime) -> int:
    """Delete links that no longer open anything."""
    with transaction():
        return accounts.forget_links(now)
