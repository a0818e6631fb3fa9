"""What a member reported, and what became of it, in the words they may have."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from forum.boards import rules as board_rules
from forum.boards.models import Board, Post, PostState, Thread
from forum.core.db import db
from forum.members.models import Member
from moderation.models import Flag, FlagStatus, Statement, TargetType
from moderation.rules import JUDGED_FLAGS, OUTCOMES, REASONS

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


def judged_flags(member_id: int) -> list[tuple[FlagStatus, datetime]]:
    """Return a member's newest decided reports, newest first. One query."""
    rows = db.session.execute(
        select(Flag.status, Flag.closed_at)
        .where(Flag.reporter_id == member_id, Flag.status.in_(JUDGED))
        .order_by(Flag.closed_at.desc(), Flag.id.desc())
        .limit(JUDGED_FLAGS)
    )
    return [(status, closed) for status, closed in rows if closed is not None]


def unseen_flags(member: Member) -> int:
    """Return how many reports were decided since their maker looked. One query."""
    return db.session.scalar(select(_unseen(member).scalar_subquery())) or 0


def unread_counts(member: Member) -> tuple[int, int]:
    """Return unread decisions, and reports decided since. One query."""
    unread = select(func.count()).where(
        Statement.member_id == member.id, Statement.read_at.is_(None)
    )
    both = select(unread.scalar_subquery(), _unseen(member).scalar_subquery())
    statements, flags = db.session.execute(both).one()
    return statements, flags


def _unseen(member: Member) -> Select[int]:
    return select(func.count()).where(
        Flag.reporter_id == member.id,
        Flag.closed_at.is_not(None),
        Flag.seen_at.is_(None),
    )


def flags_of(member: Member) -> tuple[OwnFlag, ...]:
    """Return a member's own reports, newest first. One query."""
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
            & Thread.board_id.in_(
                select(Board.id).where(Board.read.in_(board_rules.audiences(member)))
            ),
        )
        .where(Flag.reporter_id == member.id)
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
    )
