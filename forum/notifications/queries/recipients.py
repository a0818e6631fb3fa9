"""Whom to tell of a new post, and of what."""

from sqlalchemy import and_, exists, or_, select

from forum.announcements.models import Announcement, Purpose, State
from forum.boards.models import (
    Audience,
    Board,
    Post,
    PostState,
    Quote,
    Revision,
    Thread,
)
from forum.core.db import db
from forum.following.models import Level, Watch
from forum.following.queries import watchers
from forum.members.models import Member, Role
from forum.notifications.models import Kind
from forum.notifications.rules import mentioned


def recipients(post: Post) -> dict[int, Kind]:
    """Return whom a new post concerns, each for the nearest reason. Three queries.

    Nobody is told of their own post, of what they cannot read, or of what they muted.
    """
    thread = db.session.get_one(Thread, post.thread_id)
    is_opening = post.number == 1
    watching = watchers(thread.id, thread.board_id, is_new_thread=is_opening)
    found = dict.fromkeys(watching, Kind.THREAD if is_opening else Kind.REPLY)
    found |= _called(post)
    found.pop(post.author_id, None)
    return found


def is_in_force(announcement_id: int) -> bool:
    """Say whether members are to be told of an announcement. One query."""
    stands = select(Announcement.id).where(
        Announcement.id == announcement_id,
        Announcement.state == State.APPROVED,
        Announcement.purpose == Purpose.SERVICE,
    )
    return db.session.scalar(stands) is not None


def is_there(member_id: int, thread_id: int) -> bool:
    """Say whether a member and a thread are still there. One query."""
    both = select(Thread.id).join(Member, Member.id == member_id)
    found = both.where(Thread.id == thread_id, Member.is_former.is_(False))
    return db.session.scalar(found) is not None


def _called(post: Post) -> dict[int, Kind]:
    """Return who is quoted or mentioned in a post and may read it. Two queries."""
    present = select(Revision.body).where(
        Revision.post_id == post.id, Revision.number == post.revision
    )
    names = mentioned(db.session.scalar(present) or "")
    quoted = (
        select(Post.author_id)
        .join(Quote, Quote.source_id == Post.id)
        .where(Quote.post_id == post.id)
    )
    muted = exists().where(
        Watch.member_id == Member.id,
        Watch.level == Level.MUTE,
        or_(Watch.thread_id == Thread.id, Watch.board_id == Thread.board_id),
    )
    rows = db.session.execute(
        select(Member.id, Member.handle_key.in_(names))
        .join(Thread, Thread.id == post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .where(
            or_(Member.handle_key.in_(names), Member.id.in_(quoted)),
            Thread.state == PostState.PUBLISHED,
            and_(Member.deactivated_at.is_(None), Member.is_former.is_(False)),
            or_(Board.read != Audience.STAFF, Member.role != Role.MEMBER),
            ~muted,
        )
    )
    return {key: Kind.MENTION if named else Kind.QUOTE for key, named in rows}
