"""Bringing something before the moderators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.boards.models import Post, PostState, Revision, Thread
from forum.core.answers import NotFound, require
from forum.core.db import db, locked
from forum.members.models import Member
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.models import (
    ActionKind,
    Decision,
    Evidence,
    Flag,
    FlagReason,
    FlagStatus,
    ModAction,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)


@dataclass(frozen=True, slots=True)
class Flagged:
    """The moderators will look at it; or had this member's flag already."""

    reviewable: Reviewable
    is_new: bool


def flag(
    reporter: Member, post_id: int, reason: FlagReason, note: str, now: datetime
) -> Flagged:
    """Ask moderators to look at a post; several flags make one case."""
    post = _held(post_id)
    require(rules.may_flag(reporter, post, _flags_today(reporter, now), now))
    if standing := _open_flag(reporter, post):
        item = db.session.get_one(Reviewable, standing.reviewable_id)
        return Flagged(item, is_new=False)
    item = _opened(ReviewableKind.FLAGGED_POST, post, now)
    _attach(item, post, reporter, reason, note, now)
    return Flagged(item, is_new=True)


def open_for_staff(moderator: Member, post_id: int, now: datetime) -> Reviewable:
    """Open a case about a post at a moderator's own wish, to decide at once."""
    post = _held(post_id)
    kind = ReviewableKind.FLAGGED_POST
    if post.state is PostState.HELD:
        kind = ReviewableKind.HELD_POST
    if standing := _standing(kind, post):
        return standing
    item = _opened(kind, post, now)
    if kind is ReviewableKind.FLAGGED_POST:
        _attach(item, post, moderator, FlagReason.OTHER, "", now)
    return item


def open_held(post: Post, now: datetime) -> None:
    """Put a post that waits for a moderator into the queue, new or edited."""
    if post.state not in {PostState.HELD, PostState.HIDDEN}:
        return
    item = _opened(ReviewableKind.HELD_POST, post, now)
    record(None, Act("hold", "post", post.id, item.id), now)


def open_edited(post: Post, now: datetime) -> None:
    """Put a post back into the queue once its author edited it as asked."""
    if post.state is not PostState.HIDDEN or post.edited_at != now:
        return
    asked = (
        select(Decision.id)
        .join(ModAction, ModAction.decision_id == Decision.id)
        .where(
            ModAction.kind == ActionKind.HIDE_UNTIL_EDITED,
            ModAction.target_type == TargetType.POST,
            ModAction.target_id == post.id,
            Decision.revision < post.revision,
        )
    )
    if db.session.scalar(asked.limit(1)) is not None:
        item = _opened(ReviewableKind.HELD_POST, post, now)
        record(None, Act("edited", "post", post.id, item.id), now)


def _held(post_id: int) -> Post:
    known = db.session.get(Post, post_id)
    if known is None:
        raise NotFound
    locked(Thread, known.thread_id)
    return locked(Post, post_id)


def _opened(kind: ReviewableKind, post: Post, now: datetime) -> Reviewable:
    item = _standing(kind, post)
    if item is None:
        thread = db.session.get_one(Thread, post.thread_id)
        item = Reviewable(
            kind=kind,
            target_type=TargetType.POST,
            target_id=post.id,
            board_id=thread.board_id,
            weight=rules.HELD_WEIGHT,
            opened_at=now,
        )
        db.session.add(item)
        db.session.flush()
    _keep_evidence(item, post, now)
    return item


def _standing(kind: ReviewableKind, post: Post) -> Reviewable | None:
    return db.session.scalar(
        select(Reviewable).where(
            Reviewable.kind == kind,
            Reviewable.target_type == TargetType.POST,
            Reviewable.target_id == post.id,
            Reviewable.status == ReviewStatus.OPEN,
        )
    )


def _attach(
    item: Reviewable,
    post: Post,
    reporter: Member,
    reason: FlagReason,
    note: str,
    now: datetime,
) -> None:
    kind = ReporterKind.STAFF if reporter.is_staff else ReporterKind.MEMBER
    db.session.add(
        Flag(
            reviewable_id=item.id,
            target_type=TargetType.POST,
            target_id=post.id,
            revision=post.revision,
            reporter_id=reporter.id,
            reporter_kind=kind,
            reason=reason,
            note=note,
            created_at=now,
        )
    )
    db.session.flush()
    reasons = db.session.scalars(
        select(Flag.reason).where(
            Flag.reviewable_id == item.id, Flag.status == FlagStatus.OPEN
        )
    )
    item.weight = rules.weight_of(list(reasons))
    details = {"reason": reason, "revision": post.revision}
    record(reporter, Act("flag", "post", post.id, item.id, details=details), now)


def _keep_evidence(item: Reviewable, post: Post, now: datetime) -> None:
    """Keep the wording as it is now, once for each wording."""
    kept = select(Evidence.id).where(
        Evidence.reviewable_id == item.id, Evidence.revision == post.revision
    )
    if db.session.scalar(kept) is not None:
        return
    revision = db.session.scalars(
        select(Revision).where(
            Revision.post_id == post.id, Revision.number == post.revision
        )
    ).one()
    db.session.add(
        Evidence(
            reviewable_id=item.id,
            revision=post.revision,
            title=revision.title or "",
            content=revision.body,
            captured_at=now,
        )
    )


def _open_flag(reporter: Member, post: Post) -> Flag | None:
    return db.session.scalar(
        select(Flag).where(
            Flag.reporter_id == reporter.id,
            Flag.target_type == TargetType.POST,
            Flag.target_id == post.id,
            Flag.status == FlagStatus.OPEN,
        )
    )


def _flags_today(reporter: Member, now: datetime) -> int:
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    mine = select(func.count()).where(
        Flag.reporter_id == reporter.id, Flag.created_at >= since
    )
    return db.session.scalar(mine) or 0
