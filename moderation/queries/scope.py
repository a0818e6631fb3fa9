"""Which cases are for whom, as the database is asked for them."""

from sqlalchemy import ColumnElement, and_, false, or_, true

from forum.members.models import Member
from forum.members.permissions import Permission, reach
from moderation import rules
from moderation.models import Reviewable, ReviewableKind


def open_to(moderator: Member) -> ColumnElement[bool]:
    """Leave out cases that are for others; the same as `rules.may_handle`."""
    return and_(_tended(moderator), _read(moderator))


def _read(moderator: Member) -> ColumnElement[bool]:
    """Leave out what is on boards that a role keeps somebody from reading."""
    refused = reach(moderator, Permission.READ).refused
    if refused is None:
        return false()
    if not refused:
        return true()
    is_elsewhere = Reviewable.board_id.not_in(refused)
    return or_(Reviewable.board_id.is_(None), is_elsewhere)


def _tended(moderator: Member) -> ColumnElement[bool]:
    if moderator.is_administrator:
        return true()
    if moderator.oversees_all:
        return Reviewable.kind != ReviewableKind.RESTRICTED_HOLD
    return and_(
        Reviewable.kind.not_in(rules.OF_THE_FORUM),
        Reviewable.board_id.in_(moderator.moderates or ()),
    )
