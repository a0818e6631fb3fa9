"""What a mail about a post says, asked at the moment it leaves."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from forum.boards.models import Board, Post, PostState, Thread
from forum.core.db import db
from forum.mail.choices import Way
from forum.mail.queries import chosen, wants
from forum.members.models import Member
from forum.notifications.choices import CHOICES
from forum.notifications.models import ActivityWish, Kind, Notification
from forum.notifications.queries.conditions import (
    is_quiet,
    is_unread_post,
    shows_post,
    was_told,
    with_posts,
)
from forum.notifications.rules import ABOUT_POSTS


@dataclass(frozen=True, slots=True)
class Due:
    """A notification that perhaps becomes a mail."""

    id: int
    member_id: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class About:
    """What a mail about a post is made of."""

    notification: Notification
    post: Post
    thread: Thread
    board: str
    author: str


def due_mail(post_id: int, after: int, at_most: int) -> list[Due]:
    """Return whom a post is perhaps mailed to, in the order of keys. One query.

    Left out is who has read it or wants no mail, and who got some about this thread
    and has not been there since. All of it is asked again for each mail.
    """
    asked = select(Notification.id, Notification.member_id, Notification.kind)
    wanted = or_(
        *(
            and_(Notification.kind == kind, wants(choice))
            for kind, choice in CHOICES.items()
        )
    )
    rows = db.session.execute(
        with_posts(asked.select_from(Notification))
        .join(Member, Member.id == Notification.member_id)
        .where(
            Notification.post_id == post_id,
            Notification.id > after,
            Notification.mailed_at.is_(None),
            Post.state == PostState.PUBLISHED,
            Thread.state == PostState.PUBLISHED,
            is_unread_post(),
            wanted,
            ~was_told(ABOUT_POSTS),
        )
        .order_by(Notification.id)
        .limit(at_most)
    )
    return [Due(*row) for row in rows]


def about(notification_id: int, member: Member) -> About | None:
    """Return what a mail says, if its member wants and may have it now. Two queries."""
    ways = chosen(member.id)
    at_once = tuple(
        kind for kind, one in CHOICES.items() if ways[one.name] is Way.FIRST
    )
    asked = select(Notification, Post, Thread, Board.name, Member.handle)
    row = db.session.execute(
        with_posts(asked.select_from(Notification))
        .join(Member, Member.id == Post.author_id)
        .where(
            Notification.id == notification_id,
            Notification.member_id == member.id,
            Notification.kind.in_(at_once),
            shows_post(member),
            is_unread_post(),
            ~is_quiet(),
            ~was_told(at_once),
        )
    ).one_or_none()
    return None if row is None else About(*row)


def wish_of(member_id: int) -> ActivityWish | None:
    """Return what a member said about how their mail looks. One query."""
    return db.session.get(ActivityWish, member_id)
