"""Whom to tell of a new post, and of what."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
)

from forum.announcements.models import Announcement, Purpose, State
from forum.boards.models import Board, Post, PostState, Quote, Revision, Thread
from forum.boards.queries.reach import readers_of
from forum.core.db import db
from forum.following.models import Level, Watch
from forum.following.queries import watchers
from forum.members.models import Member
from forum.notifications.models import Kind, Notification
from forum.notifications.rules import mentioned
from forum.reactions.queries import ignorers_of, ignores_author


def recipients(post: Post) -> dict[int, Kind]:
    """Return whom a new post concerns, each for the nearest reason. Four queries.

    Nobody is told of their own post, of what they cannot read, or of what they muted,
    or of somebody they ignore.
    """
    thread = db.session.get_one(Thread, post.thread_id)
    is_opening = post.number == 1
    watching = watchers(thread.id, thread.board_id, is_new_thread=is_opening)
    found = dict.fromkeys(watching, Kind.THREAD if is_opening else Kind.REPLY)
    found |= _called(post)
    found.pop(post.author_id, None)
    for member_id in ignorers_of(post.author_id) if found else ():
        found.pop(member_id, None)
    return found


def newly_mentioned(post: Post) -> tuple[int, ...]:
    """Return whom the newest wording mentions and no earlier one did. Two queries."""
    bodies = select(Revision.number, Revision.body).where(Revision.post_id == post.id)
    before: set[str] = set()
    now: set[str] = set()
    for number, body in db.session.execute(bodies):
        (now if number == post.revision else before).update(mentioned(body))
    if not now - before:
        return ()
    found = _in_reach(post, Member.handle_key.in_(now - before))
    named = {key for (key,) in readers_of(found.with_only_columns(Member.id))}
    return tuple(sorted(named - {post.author_id}))


def told_of_mention(post_id: int) -> tuple[int, ...]:
    """Return who was told so far that a post mentions them. One query."""
    told = select(Notification.member_id).where(
        Notification.post_id == post_id, Notification.kind == Kind.MENTION
    )
    return tuple(db.session.scalars(told))


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
    """Return who is quoted or mentioned in a post and may read it.

    One query, and one more if anybody is.
    """
    asked = {"post": post.id, "revision": post.revision}
    body, has_quotes = db.session.execute(_present(), asked).one()
    names = mentioned(body)
    if not names and not has_quotes:
        return {}
    is_named = Member.handle_key.in_(names)
    quoted = (
        select(Post.author_id)
        .join(Quote, Quote.source_id == Post.id)
        .where(Quote.post_id == post.id)
    )
    found = _in_reach(post, or_(is_named, Member.id.in_(quoted)))
    rows = readers_of(found.with_only_columns(Member.id, is_named))
    return {key: Kind.MENTION if named else Kind.QUOTE for key, named in rows}


@cache
def _present() -> Select[str, bool]:
    quotes = exists().where(Quote.post_id == Revision.post_id)
    return select(Revision.body, quotes).where(
        Revision.post_id == bindparam("post"), Revision.number == bindparam("revision")
    )


def _in_reach(post: Post, who: ColumnElement[bool]) -> Select[Any]:
    """Choose who is here, muted nothing there and ignores not the author of a post."""
    muted = exists().where(
        Watch.member_id == Member.id,
        Watch.level == Level.MUTE,
        or_(Watch.thread_id == Thread.id, Watch.board_id == Thread.board_id),
    )
    return (
        select(Member)
        .join(Thread, Thread.id == post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .where(
            who,
            Thread.state == PostState.PUBLISHED,
            and_(Member.deactivated_at.is_(None), Member.is_former.is_(False)),
            ~muted,
            ~ignores_author(Member.id.expression, literal(post.author_id)),
        )
    )
