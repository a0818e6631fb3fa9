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


@kept("new email addresses not confirmed, and the one before", "7 days")
def forget_new_addresses(now: datetime) -> int:
    """Delete addresses that were asked for a while ago."""
    with transaction():
        return accounts.forget_new_addresses(now)


@kept("authenticator apps never used", "1 hour")
def forget_pending_apps(now: datetime) -> int:
    """Delete secrets of apps that nobody went on to use."""
    with transaction():
        return accounts.forget_pending_apps(now)
