"""Destroying copies of words, and evidence that has had its time."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from forum.boards.models import Post
from forum.core.db import change_rows, db
from forum.core.wording import Wording
from moderation import rules
from moderation.models import (
    Decision,
    Evidence,
    Flag,
    ModAction,
    Note,
    Reviewable,
    ReviewStatus,
    Statement,
    TargetType,
)

KEPT: tuple[tuple[type[Evidence | Flag | Note | Decision | Statement], str], ...] = (
    (Evidence, "title"),
    (Evidence, "content"),
    (Flag, "note"),
    (Note, "body"),
    (Decision, "public_reason"),
    (Decision, "internal_note"),
    (Statement, "body"),
)


def redact_copies(post: Post, wording: Wording) -> int:  # noqa: ARG001 - a hook
    """Destroy words in everything moderators keep; return in how many places."""
    return sum(_redacted(table, name, wording) for table, name in KEPT)


def forget_evidence(now: datetime) -> int:
    """Delete evidence of cases closed long ago; return how many pieces."""
    old = select(Reviewable.id).where(
        Reviewable.status == ReviewStatus.CLOSED,
        Reviewable.closed_at < now - rules.EVIDENCE_LASTS,
    )
    gone = delete(Evidence).where(Evidence.reviewable_id.in_(old))
    return change_rows(gone)


def purge_demo(posts: list[int], members: list[int]) -> None:
    """Delete what is kept about demo posts; the log keeps that it happened."""
    cases = list(
        db.session.scalars(
            select(Reviewable.id).where(
                or_(
                    (Reviewable.target_type == TargetType.POST)
                    & Reviewable.target_id.in_(posts),
                    Reviewable.claimed_by.in_(members),
                )
            )
        )
    )
    decisions = select(Decision.id).where(Decision.reviewable_id.in_(cases))
    for table in (Statement, ModAction):
        db.session.execute(delete(table).where(table.decision_id.in_(decisions)))
    for other in (Flag, Evidence, Note, Decision):
        db.session.execute(delete(other).where(other.reviewable_id.in_(cases)))
    db.session.execute(delete(Reviewable).where(Reviewable.id.in_(cases)))


def _redacted(
    table: type[Evidence | Flag | Note | Decision | Statement],
    name: str,
    wording: Wording,
) -> int:
    column = getattr(table, name)
    perhaps = or_(*(column.icontains(word, autoescape=True) for word in wording.clues))
    changed = 0
    for row in db.session.scalars(select(table).where(perhaps)):
        before: str = getattr(row, name)
        setattr(row, name, wording.removed_from(before))
        changed += getattr(row, name) != before
    return changed
