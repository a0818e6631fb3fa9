"""What a member reported, and what became of it, in the words they may have."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.queries.reach import readable_by
from forum.core.db import db
from forum.members.models import Member
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    FlagStatus,
    ModAction,
    Statement,
    TargetType,
)
from moderation.queries.fairness import BY_MEMBER
from moderation.rules import (
    BAD_FAITH_MOST,
    JUDGED_FLAGS,
    OUTCOMES,
    REASONS,
    rests_until,
)

Back = aliased(Decision, name="back")
SHOWN_MAX = 100
JUDGED = (FlagStatus.UPHELD, FlagStatus.DISMISSED, FlagStatus.NO_ACTION)
WHAT = {
    TargetType.POST: "A post",
    TargetType.THREAD: "A thread",
    TargetType.MEMBER: "A member",
    TargetType.CARD: "A system card",
}


@dataclass(frozen=True, slots=True)
class OwnFlag:
    """A report as whoever made it sees it; nothing of what its author was told."""

    id: int
    what: str
    title: str
    """The thread, if the post can be read."""
    post_id: int | None
    """The post, if it can be read."""
    number: int | None
    reason: str
    note: str
    status: FlagStatus
    outcome: str
    created_at: datetime
    closed_at: datetime | None
    is_news: bool
    """Whether it was decided since its maker last looked."""
    bad_faith_reason: str
    """Why moderators found that it was made in bad faith, if they did."""


@dataclass(frozen=True, slots=True)
class ReportRight:
    """What holds for the reports of a member right now."""

    rests_until: datetime | None = None
    """Until when they cannot report, if so."""
    statement_id: int | None = None
    """Where they read the reasons, and object."""
    uncounted_until: datetime | None = None
    """Until when their reports hide nothing, if so."""


def judged_flags(member_id: int) -> list[tuple[FlagStatus, datetime]]:
    """Return a member's newest decided reports, newest first. One query."""
    rows = db.session.execute(
        select(Flag.status, Flag.closed_at)
        .where(Flag.reporter_id == member_id, Flag.status.in_(JUDGED))
        .order_by(Flag.closed_at.desc(), Flag.id.desc())
        .limit(JUDGED_FLAGS)
    )
    return [(status, closed) for status, closed in rows if closed is not None]


def right_to_report(member: Member, now: datetime) -> ReportRight:
    """Return what holds for the reports of a member. Two queries."""
    uncounted = rests_until(judged_flags(member.id), now)
    row = db.session.execute(
        select(ModAction.expires_at, Statement.id)
        .outerjoin(
            Statement,
            (Statement.decision_id == ModAction.decision_id)
            & (Statement.member_id == member.id),
        )
        .where(_rests(member.id), ModAction.expires_at > now)
        .order_by(ModAction.expires_at.desc())
        .limit(1)
    ).one_or_none()
    rests, told = row or (None, None)
    return ReportRight(rests, told, uncounted)


def bad_faith_marks(member_id: int) -> list[datetime]:
    """Return when reports of a member were found to be in bad faith. One query."""
    marked = select(Flag.closed_at).where(
        Flag.reporter_id == member_id,
        Flag.bad_faith,
        Flag.status != FlagStatus.OPEN,
        Flag.closed_at.is_not(None),
    )
    newest = marked.order_by(Flag.closed_at.desc()).limit(BAD_FAITH_MOST * 10)
    return [at for at in db.session.scalars(newest) if at is not None]


def counted_from(member_id: int) -> datetime | None:
    """Return when the right to report rested last. One query.

    What whoever decided undid by a click does not count: that took no reason.
    """
    by_click = (Back.reviewable_id == Decision.reviewable_id) & (
        Back.public_reason == ""
    )
    return db.session.scalar(
        select(func.max(Decision.decided_at))
        .join(ModAction, ModAction.decision_id == Decision.id)
        .outerjoin(Back, Back.id == ModAction.reversed_by)
        .where(_rests(member_id), or_(Back.id.is_(None), ~by_click))
    )


def _rests(member_id: int) -> ColumnElement[bool]:
    return and_(
        ModAction.kind == ActionKind.NO_FLAGS,
        ModAction.target_type == TargetType.MEMBER,
        ModAction.target_id == member_id,
    )


def unseen_flags(member: Member) -> int:
    """Return how many reports were decided since their maker looked. One query."""
    return unread_counts(member)[1]


def unread_counts(member: Member) -> tuple[int, int]:
    """Return unread decisions, and reports decided since. One query."""
    statements, flags = db.session.execute(_unread(), {"member": member.id}).one()
    return statements, flags


@cache
def _unread() -> Select[int, int]:
    """Put together once what every page of a `member` asks."""
    theirs = bindparam("member", type_=Integer())
    unread = select(func.count()).where(
        Statement.member_id == theirs, Statement.read_at.is_(None)
    )
    unseen = select(func.count()).where(
        Flag.reporter_id == theirs,
        BY_MEMBER,
        Flag.closed_at.is_not(None),
        Flag.seen_at.is_(None),
    )
    return select(unread.scalar_subquery(), unseen.scalar_subquery())


def flags_of(member: Member) -> tuple[OwnFlag, ...]:
    """Return what somebody reported as a member, newest first. One query."""
    rows = db.session.execute(
        select(Flag, Post, Thread)
        .outerjoin(
            Post,
            (Flag.target_type == TargetType.POST)
            & (Post.id == Flag.target_id)
            & (Post.state == PostState.PUBLISHED),
        )
        .outerjoin(
            Thread,
            (Thread.id == Post.thread_id)
            & (Thread.state == PostState.PUBLISHED)
            & Thread.board_id.in_(select(Board.id).where(readable_by(member))),
        )
        .where(Flag.reporter_id == member.id, BY_MEMBER)
        .order_by(Flag.id.desc())
        .limit(SHOWN_MAX)
    ).all()
    return tuple(_own(*row) for row in rows)


def _own(flag: Flag, post: Post | None, thread: Thread | None) -> OwnFlag:
    is_read = post is not None and thread is not None
    return OwnFlag(
        flag.id,
        WHAT[flag.target_type],
        thread.title if thread else "",
        post.id if post and is_read else None,
        post.number if post and is_read else None,
        REASONS[flag.reason],
        flag.note,
        flag.status,
        OUTCOMES[flag.status],
        flag.created_at,
        flag.closed_at,
        flag.closed_at is not None and flag.seen_at is None,
        flag.bad_faith_reason if flag.status is not FlagStatus.OPEN else "",
    )
