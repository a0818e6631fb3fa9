"""What of decisions is not kept for ever: reasons go, that it happened stays."""

from datetime import datetime

from sqlalchemy import Select, delete, or_, select, update

from forum.core.db import change_rows
from forum.core.forgetting import forget_soon
from moderation import rules
from moderation.models import (
    ActionKind,
    AuditEvent,
    AuditPayload,
    Decision,
    Flag,
    ModAction,
    Note,
    Reviewable,
    ReviewStatus,
    Statement,
)

LASTING = (ActionKind.LIMIT, ActionKind.SUSPEND)
"""Measures whose reasons are kept as long as they hold."""


def forget_reasons(now: datetime) -> int:
    """Destroy the reasons of decisions made long ago; return how many rows."""
    old = _old_decisions(now)
    reasons = or_(Decision.public_reason != "", Decision.internal_note != "")
    told = delete(Statement).where(Statement.decision_id.in_(old))
    blanked = (
        update(Decision)
        .where(Decision.id.in_(old), reasons)
        .values(public_reason="", internal_note="")
    )
    gone = change_rows(told) + change_rows(blanked) + _forget_notes(now)
    if gone:
        forget_soon(now)
    return gone


def forget_details(now: datetime) -> int:
    """Delete details of the log; its chain of digests holds without them."""
    old = select(AuditEvent.seq).where(AuditEvent.at < now - rules.REASONS_LAST)
    gone = change_rows(delete(AuditPayload).where(AuditPayload.seq.in_(old)))
    if gone:
        forget_soon(now)
    return gone


def _forget_notes(now: datetime) -> int:
    """Blank what was written in cases closed long ago, and unlink who reported."""
    done = select(Reviewable.id).where(
        Reviewable.status == ReviewStatus.CLOSED,
        Reviewable.closed_at < now - rules.REASONS_LAST,
    )
    said = or_(
        Flag.note != "", Flag.bad_faith_reason != "", Flag.reporter_id.is_not(None)
    )
    flags = (
        update(Flag)
        .where(Flag.reviewable_id.in_(done), said)
        .values(note="", bad_faith_reason="", reporter_id=None)
    )
    notes = delete(Note).where(Note.reviewable_id.in_(done))
    return change_rows(flags) + change_rows(notes)


def _old_decisions(now: datetime) -> Select[int]:
    holds = or_(ModAction.expires_at.is_(None), ModAction.expires_at > now)
    lasting = select(ModAction.decision_id).where(ModAction.kind.in_(LASTING), holds)
    return select(Decision.id).where(
        Decision.decided_at < now - rules.REASONS_LAST, Decision.id.not_in(lasting)
    )
