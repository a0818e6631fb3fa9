"""Which cases are for whom, as the database is asked for them."""

from sqlalchemy import ColumnElement, and_, true

from forum.members.models import Member
from moderation import rules
from moderation.models import Reviewable, ReviewableKind


def open_to(moderator: Member) -> ColumnElement[bool]:
    """Leave out cases that are for others; the same as `rules.may_handle`."""
    if moderator.is_administrator:
        return true()
    if moderator.oversees_all:
        return Reviewable.kind != ReviewableKind.RESTRICTED_HOLD
    return and_(
        Reviewable.kind.not_in(rules.OF_THE_FORUM),
        Reviewable.board_id.in_(moderator.moderates or ()),
    )
