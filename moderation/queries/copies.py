"""What a member gets to read of moderation in the copy of their data."""

from sqlalchemy import select

from forum.core.db import db
from forum.rights.news import Rows
from forum.rights.queries.copies import plainly
from moderation.models import Decision, Flag, Statement


def told_to(member_id: int) -> Rows:
    """Return the decisions about a member, with their reasons; no notes. One query."""
    rows = db.session.execute(
        select(Statement, Decision)
        .join(Decision, Decision.id == Statement.decision_id)
        .where(Statement.member_id == member_id)
        .order_by(Statement.id)
    )
    return [
        {
            "id": said.id,
            "subject": said.subject,
            "reasons": said.body,
            "outcome": str(decision.outcome),
            "rule": decision.rule_code,
            "was_automated": decision.automated,
            "decided_at": plainly(decision.decided_at),
            "delivered_at": plainly(said.delivered_at),
            "read_at": plainly(said.read_at),
            "review_until": plainly(said.appeal_until),
        }
        for said, decision in rows
    ]


def flags_by(member_id: int) -> Rows:
    """Return what a member reported, in their own words. One query."""
    own = select(Flag).where(Flag.reporter_id == member_id).order_by(Flag.id)
    return [
        {
            "id": flag.id,
            "about": f"{flag.target_type} {flag.target_id}",
            "reason": str(flag.reason),
            "note": flag.note,
            "status": str(flag.status),
            "found_in_bad_faith": flag.bad_faith_reason,
            "created_at": plainly(flag.created_at),
        }
        for flag in db.session.scalars(own)
    ]
