"""What notifications are still good for: each a condition within a query.

Nothing is kept of what a notification says. Whether its member may read it, whether
it is still there and whether it is new is asked whenever it is shown or sent.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_
from sqlalchemy.orm import aliased

from forum.announcements.models import Announcement, Purpose, State
from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.queries.reach import Circle, circle_of, readable_in
from forum.following.models import Level, ReadAll, ReadBoard, ReadUpTo, Watch
from forum.members.models import Member
from forum.notifications.models import Kind, Notification, QuietThread
from forum.notifications.news import Source
from forum.reactions.queries import ignores_author

Asked = TypeVar("Asked", bound=Select[*tuple[Any, ...]])
Earlier = aliased(Notification, name="earlier")
EarlierPost = aliased(Post, name="earlier_post")
EarlierPlace = aliased(ReadUpTo, name="earlier_place")
Muting = aliased(Watch, name="muting")


def with_posts(asked: Asked, *, or_none: bool = False) -> Asked:
    """Join the posts of notifications, and up to where their members have read."""
    place = and_(
        ReadUpTo.member_id == Notification.member_id,
        ReadUpTo.thread_id == Post.thread_id,
    )
    return (
        asked.join(Post, Post.id == Notification.post_id, isouter=or_none)
        .join(Thread, Thread.id == Post.thread_id, isouter=or_none)
        .join(Board, Board.id == Thread.board_id, isouter=or_none)
        .outerjoin(ReadUpTo, place)
    )


def shows_post(member: Member) -> ColumnElement[bool]:
    """Say that a member may read a post now, its thread and its board, and wants to."""
    return shows_post_in(circle_of(member))


def shows_post_in(circle: Circle) -> ColumnElement[bool]:
    """Say it of the member of a notification, of whom the circle is known."""
    author = Post.author_id.expression
    return and_(
        Post.state == PostState.PUBLISHED,
        Thread.state == PostState.PUBLISHED,
        readable_in(circle),
        ~ignores_author(Notification.member_id.expression, author),
    )


def is_unread_post() -> ColumnElement[bool]:
    """Say that a member has neither seen a notification nor read its post."""
    on_board = exists().where(
        ReadBoard.member_id == Notification.member_id,
        ReadBoard.board_id == Thread.board_id,
        ReadBoard.at >= Post.published_at,
    )
    everywhere = exists().where(
        ReadAll.member_id == Notification.member_id, ReadAll.at >= Post.published_at
    )
    return and_(
        Notification.read_at.is_(None),
        Post.number > func.coalesce(ReadUpTo.number, 0),
        ~on_board,
        ~everywhere,
    )


def is_shown(circle: Circle, others: Sequence[Source]) -> ColumnElement[bool]:
    """Say that what a notification is about is still there for its member.

    Given who tells of what is no post.
    """
    announced = exists().where(
        Announcement.id == Notification.reference,
        Announcement.state == State.APPROVED,
        Announcement.purpose == Purpose.SERVICE,
    )
    return or_(
        and_(Notification.post_id.is_not(None), shows_post_in(circle)),
        and_(Notification.kind == Kind.ANNOUNCEMENT, announced),
        *(
            and_(_refers(), Notification.kind.in_(one.kinds), one.stands)
            for one in others
        ),
    )


def is_new(others: Sequence[Source]) -> ColumnElement[bool]:
    """Say that a notification is news for its member."""
    elsewhere = [
        and_(_refers(), Notification.kind.in_(one.kinds), one.is_new) for one in others
    ]
    return or_(
        and_(Notification.post_id.is_not(None), is_unread_post()),
        and_(
            Notification.read_at.is_(None),
            or_(Notification.kind == Kind.ANNOUNCEMENT, *elsewhere),
        ),
    )


def is_quiet() -> ColumnElement[bool]:
    """Say that a member wants nothing of a thread, or no mail about it."""
    muted = exists().where(
        Muting.member_id == Notification.member_id,
        Muting.level == Level.MUTE,
        or_(Muting.thread_id == Thread.id, Muting.board_id == Thread.board_id),
    )
    stopped = exists().where(
        QuietThread.member_id == Notification.member_id,
        QuietThread.thread_id == Thread.id,
    )
    return or_(muted, stopped)


def was_told(kinds: tuple[Kind, ...]) -> ColumnElement[bool]:
    """Say that other mail about the thread went out, and they have not been there."""
    place = and_(
        EarlierPlace.member_id == Earlier.member_id,
        EarlierPlace.thread_id == EarlierPost.thread_id,
    )
    mails = (
        exists()
        .select_from(Earlier)
        .where(
            Earlier.member_id == Notification.member_id,
            Earlier.id != Notification.id,
            Earlier.kind.in_(kinds),
            Earlier.mailed_at.is_not(None),
            Earlier.read_at.is_(None),
            EarlierPost.id == Earlier.post_id,
            EarlierPost.thread_id == Post.thread_id,
        )
    )
    been_there = (
        exists()
        .where(place, EarlierPlace.number >= EarlierPost.number)
        .correlate(Earlier, EarlierPost)
    )
    return mails.where(~been_there)


def _refers() -> ColumnElement[bool]:
    return Notification.reference.is_not(None)
