"""What notifications of decisions and reports rest on, asked when they are shown."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select

from forum.boards.models import Post
from forum.core.db import db
from forum.notifications.models import Notification
from moderation.models import Flag, Reviewable, ReviewableKind, Statement, TargetType


def statement_stands() -> ColumnElement[bool]:
    """Say that the reasons a member is told of are still there, and theirs."""
    return exists().where(
        Statement.id == Notification.reference,
        Statement.member_id == Notification.member_id,
    )


def statement_is_unread() -> ColumnElement[bool]:
    """Say that a member has not read the reasons they are told of."""
    return exists().where(
        Statement.id == Notification.reference, Statement.read_at.is_(None)
    )


def report_stands() -> ColumnElement[bool]:
    """Say that a report is decided, and its member's."""
    return exists().where(
        Flag.id == Notification.reference,
        Flag.reporter_id == Notification.member_id,
        Flag.closed_at.is_not(None),
    )


def report_is_unseen() -> ColumnElement[bool]:
    """Say that a member has not looked at what came of a report."""
    return exists().where(Flag.id == Notification.reference, Flag.seen_at.is_(None))


def kind_of(reviewable_id: int) -> ReviewableKind:
    """Return of which kind a case is. One query."""
    of_case = select(Reviewable.kind).where(Reviewable.id == reviewable_id)
    return db.session.scalars(of_case).one()


def reporters(decision_id: int) -> list[tuple[int, int]]:
    """Return whose reports a decision closed, and which. One query."""
    rows = db.session.execute(
        select(Flag.reporter_id, Flag.id).where(
            Flag.decision_id == decision_id, Flag.reporter_id.is_not(None)
        )
    )
    return [(who, flag_id) for who, flag_id in rows if who is not None]


def post_in(item: Reviewable) -> Post | None:
    """Return the post that a case is about."""
    is_post = item.target_type is TargetType.POST
    return db.session.get(Post, item.target_id) if is_post else None


def subjects(references: Sequence[int]) -> list[tuple[int, str]]:
    """Return what decisions are called by which members were told. One query."""
    rows = db.session.execute(
        select(Statement.id, Statement.subject).where(Statement.id.in_(references))
    )
    return [(key, subject) for key, subject in rows]
