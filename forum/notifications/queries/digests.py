"""What stands in a digest, and who gets one now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, exists, func, or_, select

from forum.boards.models import Post, PostState, Thread
from forum.core.db import db
from forum.following.models import Level, Watch
from forum.mail.choices import Way
from forum.mail.models import MailChoice
from forum.mail.queries import chosen, newest_choices
from forum.members.models import Member
from forum.notifications.choices import CHOICES, DIGEST, THANKS
from forum.notifications.models import (
    USUAL_HOUR,
    ActivityWish,
    Digest,
    Kind,
    Notification,
)
from forum.notifications.queries.conditions import (
    is_quiet,
    is_unread_post,
    shows_post,
    with_posts,
)
from forum.notifications.rules import MANY_REMOVED
from forum.reactions.queries import ThankedPost, thanked

LISTED_MAX = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who wants a digest today, perhaps at a later hour."""

    member_id: int
    way: Way
    hour: int
    settled_at: datetime
    """When they last said anything about it."""
    last: datetime | None
    """Up to when the digest before told them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A post that stands in a digest."""

    notification_id: int
    kind: Kind
    post_id: int
    thread_id: int
    title: str


def candidates(day: date, hour: int, after: int, at_most: int) -> Sequence[Candidate]:
    """Return who wants a digest of a day and has none, in order of keys. One query."""
    made = exists().where(Digest.member_id == Member.id, Digest.day == day)
    last = (
        select(func.max(Digest.until))
        .where(Digest.member_id == Member.id)
        .scalar_subquery()
    )
    wished = func.coalesce(ActivityWish.hour, USUAL_HOUR)
    changed = func.coalesce(ActivityWish.changed_at, MailChoice.said_at)
    rows = db.session.execute(
        select(Member.id, MailChoice, changed, wished, last)
        .join(MailChoice, MailChoice.member_id == Member.id)
        .outerjoin(ActivityWish, ActivityWish.member_id == Member.id)
        .where(
            MailChoice.id.in_(newest_choices(DIGEST)),
            MailChoice.wanted,
            Member.id > after,
            Member.deactivated_at.is_(None),
            wished <= hour,
            or_(
                MailChoice.way == Way.DAILY,
                func.coalesce(ActivityWish.weekday, 0) == day.weekday(),
            ),
            ~made,
        )
        .order_by(Member.id)
        .limit(at_most)
    )
    return [
        Candidate(
            member_id,
            choice.way or Way.DAILY,
            wished_hour,
            max(choice.said_at, changed_at),
            told,
        )
        for member_id, choice, changed_at, wished_hour, told in rows
    ]


def digest_numbered(digest_id: int) -> Digest | None:
    """Return a digest by its key."""
    return db.session.get(Digest, digest_id)


def items(digest: Digest, member: Member) -> list[Item]:
    """Return what is new for a member and no mail told them. Two queries.

    Mail of the same digest does not count: its job may run twice.
    """
    ways = chosen(member.id)
    wanted = [kind for kind, one in CHOICES.items() if ways[one.name] is not Way.OFF]
    asked = select(Notification.id, Notification.kind, Post.id, Thread.id, Thread.title)
    rows = db.session.execute(
        with_posts(asked.select_from(Notification))
        .where(
            Notification.member_id == member.id,
            Notification.kind.in_(wanted),
            Notification.at > digest.since,
            Notification.at <= digest.until,
            or_(
                Notification.mailed_at.is_(None),
                Notification.mailed_at == digest.until,
            ),
            shows_post(member),
            is_unread_post(),
            ~is_quiet(),
        )
        .order_by(Notification.id)
        .limit(LISTED_MAX)
    )
    return [Item(*row) for row in rows]


def thanks_in(digest: Digest, member: Member) -> list[ThankedPost]:
    """Return for which posts a member was thanked, if they like to know.

    Two queries.
    """
    if chosen(member.id)[THANKS.name] is Way.OFF:
        return []
    return thanked(member, digest.since, digest.until)


def removed(digest: Digest) -> tuple[int, int]:
    """Return how many posts went of how many members, in watched threads. One query.

    Told are only members of whom many posts went; who they are is not.
    """
    watched = select(Watch.thread_id).where(
        Watch.member_id == digest.member_id,
        Watch.level == Level.WATCH,
        Watch.thread_id.is_not(None),
    )
    counted = (
        select(func.count().label("posts"))
        .where(
            Post.state == PostState.REMOVED,
            and_(Post.removed_at > digest.since, Post.removed_at <= digest.until),
            Post.published_at.is_not(None),
            Post.author_id != digest.member_id,
            Post.thread_id.in_(watched),
        )
        .group_by(Post.author_id)
        .having(func.count() >= MANY_REMOVED)
        .subquery()
    )
    posts, members = db.session.execute(
        select(func.coalesce(func.sum(counted.c.posts), 0), func.count())
    ).one()
    return int(posts), members
