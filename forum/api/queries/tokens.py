"""Tokens of members: which there are, and whose one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from forum.api.models import ApiToken
from forum.core.db import db
from forum.members.models import Member
from forum.members.registry.models import Account


@dataclass(frozen=True, slots=True)
class Holder:
    """A token that holds, and the member who made it."""

    token: ApiToken
    member: Member


def holds(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a token holds: its year runs, and so does the password.

    Whoever chooses another password may do so because somebody else knew the old one.
    """
    newer = select(Account.id).where(
        Account.member_id == ApiToken.member_id,
        Account.password_set_at > ApiToken.made_at,
    )
    return and_(ApiToken.ends_at > now, ~newer.exists())


def tokens_of(member_id: int, now: datetime) -> Sequence[ApiToken]:
    """Return the tokens of a member that hold, the newest first. One query."""
    return db.session.scalars(
        select(ApiToken)
        .where(ApiToken.member_id == member_id, holds(now))
        .order_by(ApiToken.id.desc())
    ).all()


def count_tokens(member_id: int, now: datetime) -> int:
    """Return how many tokens of a member hold. One query."""
    theirs = select(func.count(ApiToken.id)).where(ApiToken.member_id == member_id)
    return db.session.scalar(theirs.where(holds(now))) or 0


def holder(key: bytes, now: datetime) -> Holder | None:
    """Return whose token this is, if it holds and they are active. One query."""
    found = db.session.execute(
        select(ApiToken, Member)
        .join(Member, Member.id == ApiToken.member_id)
        .where(ApiToken.key == key, holds(now))
        .where(Member.deactivated_at.is_(None), Member.is_former.is_(False))
    ).one_or_none()
    return None if found is None else Holder(*found)
