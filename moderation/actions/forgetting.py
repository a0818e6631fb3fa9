"""Destroying copies of words, and evidence that has had its time."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update

from forum.boards.models import Post, Quote
from forum.boards.news import Copies
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

KEPT: tuple[tuple[type[Evidence | Flag | Note | Decision], str], ...] = (
    (Evidence, "title"),
    (Evidence, "content"),
    (Flag, "note"),
    (Note, "body"),
    (Decision, "public_reason"),
    (Decision, "internal_note"),
)


def redact_copies(post: Post, wording: Wording, by_author: bool) -> Copies:
    """Destroy words in what moderators keep about a post, its thread and quotes of it.

    Cases about other posts stay as they are: the same words may be harmless there.
    What an open report rests on goes as soon as somebody has decided about it.
    """
    held = _held_for_decision(post, wording) if by_author else 0
    quoting = select(Quote.post_id).where(Quote.source_id == post.id)
    around = select(Post.id).where(
        or_(Post.thread_id == post.thread_id, Post.id.in_(quoting))
    )
    cases = select(Reviewable.id).where(
        Reviewable.target_type == TargetType.POST, Reviewable.target_id.in_(around)
    )
    decisions = select(Decision.id).where(Decision.reviewable_id.in_(cases))
    changed = sum(
        _redacted(table, name, table.reviewable_id.in_(cases), wording)
        for table, name in KEPT
    ) + _redacted(Statement, "body", Statement.decision_id.in_(decisions), wording)
    return Copies(changed, held)


def forget_decided(case: Reviewable) -> None:
    """Blank the evidence whose words their author took back meanwhile."""
    db.session.execute(
        update(Evidence)
        .where(Evidence.reviewable_id == case.id, Evidence.ends_with_case)
        .values(title="", content="", ends_with_case=False)
    )


def _held_for_decision(post: Post, wording: Wording) -> int:
    """Mark what moderators still need; return how many wordings that is."""
    reported = select(Flag.id).where(Flag.reviewable_id == Reviewable.id)
    cases = select(Reviewable.id).where(
        Reviewable.target_type == TargetType.POST,
        Reviewable.target_id == post.id,
        Reviewable.status == ReviewStatus.OPEN,
        reported.exists(),
    )
    held = [
        one
        for one in db.session.scalars(
            select(Evidence).where(Evidence.reviewable_id.in_(cases))
        )
        if wording.stands_in(one.title) or wording.stands_in(one.content)
    ]
    for one in held:
        one.ends_with_case = True
    db.session.flush()
    return len(held)


def forget_withdrawn(post: Post, now: datetime) -> None:  # noqa: ARG001 - a hook
    """Blank what was kept of a withdrawn post, unless somebody reported it."""
    reported = select(Flag.id).where(Flag.reviewable_id == Reviewable.id)
    cases = select(Reviewable.id).where(
        Reviewable.target_type == TargetType.POST,
        Reviewable.target_id == post.id,
        ~reported.exists(),
    )
    db.session.execute(
        update(Evidence)
        .where(Evidence.reviewable_id.in_(cases))
        .values(title="", content="")
    )


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
    about: ColumnElement[bool],
    wording: Wording,
) -> int:
    column = getattr(table, name)
    perhaps = or_(*(column.icontains(word, autoescape=True) for word in wording.clues))
    changed = 0
    wanted = select(table).where(about, perhaps)
    if table is Evidence:
        wanted = wanted.where(Evidence.ends_with_case.is_(False))
    for row in db.session.scalars(wanted):
        before: str = getattr(row, name)
        setattr(row, name, wording.removed_from(before))
        changed += getattr(row, name) != before
    return changed
