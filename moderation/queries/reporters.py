"""Who reported something; only read by an action that logs it."""

from sqlalchemy import select

from forum.core.db import db
from forum.members.models import Member
from moderation.models import Flag, ReporterKind

SOMEBODY = {
    ReporterKind.GUEST: "somebody without an account",
    ReporterKind.SYSTEM: "the forum itself",
}


def reporters_of(reviewable_id: int) -> tuple[str, ...]:
    """Return who raised the flags of a case, in order. One query."""
    raised = (
        select(Flag.reporter_kind, Member.handle)
        .outerjoin(Member, Member.id == Flag.reporter_id)
        .where(Flag.reviewable_id == reviewable_id)
        .order_by(Flag.id)
    )
    found = db.session.execute(raised)
    return tuple(
        handle or SOMEBODY.get(kind, "a former member") for kind, handle in found
    )
