"""Bringing back how a member stood before a measure."""

from datetime import datetime

from forum.core.db import locked
from forum.members import actions as members
from forum.members.models import Member
from forum.members.rules import OPEN_ENDED
from moderation.models import ActionKind, ModAction
from moderation.standing.actions.watching import undo_watching

CHANGED = "Something else was decided about this member since."


def undo_limit(action: ModAction, now: datetime) -> str:
    """Let a member write again as they did before a limit."""
    member = locked(Member, action.target_id)
    if not _is_still(member.limited_until, action):
        return CHANGED
    before = _moment(action)
    if before is not None and before > now:
        members.limit(member.id, before)
    else:
        members.end_limit(member.id)
    action.expires_at = now
    return ""


def undo_end_of_warning(action: ModAction, now: datetime) -> str:  # noqa: ARG001
    """Say that a warning which was ended early does not come back."""
    return "A warning that was ended does not come back. Warn again."


def undo_end_of_limit(action: ModAction, now: datetime) -> str:
    """Let a limit go on that was ended early."""
    member, before = locked(Member, action.target_id), _moment(action)
    if member.limited_until is not None:
        return CHANGED
    if before is not None and before > now:
        members.limit(member.id, before)
    return ""


def undo_end_of_suspension(action: ModAction, now: datetime) -> str:
    """Let a suspension go on that was ended early."""
    member, before = locked(Member, action.target_id), _moment(action)
    if member.suspended_until is not None:
        return CHANGED
    if before is not None and before > now:
        members.suspend(member.id, before)
    return ""


UNDOERS = (
    (ActionKind.LIMIT, undo_limit),
    (ActionKind.WATCH_DOMAINS, undo_watching),
    (ActionKind.UNWARN, undo_end_of_warning),
    (ActionKind.UNLIMIT, undo_end_of_limit),
    (ActionKind.UNSUSPEND, undo_end_of_suspension),
)
"""What reversing a decision needs; warnings and suspensions join with the cases."""


def _is_still(until: datetime | None, action: ModAction) -> bool:
    """Say whether a member still stands as a measure left them."""
    return until is not None and until == (action.expires_at or OPEN_ENDED)


def _moment(action: ModAction) -> datetime | None:
    said = action.before.get("until")
    return datetime.fromisoformat(said) if said else None
