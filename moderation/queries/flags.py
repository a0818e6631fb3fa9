"""What a member reported, and what became of it, in the words they may have."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.boards import rules as board_rules
from forum.boards.models import Board, Post, PostState, Thread
from forum.core.db import db
from forum.members.models import Member
from moderation.models import Flag, FlagStatus, TargetType
from moderation.rules import OUTCOMES, REASONS

SHOWN_MAX = 100
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
    )
