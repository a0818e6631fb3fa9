"""Making and ending tokens."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete

from forum.api import queries, rules
from forum.api.models import ApiToken
from forum.core.answers import require
from forum.core.db import change_rows, db, locked
from forum.members.models import Member


@dataclass(frozen=True, slots=True)
class Made:
    """A token as its owner sees it once, and when it ends."""

    token: str
    ends_at: datetime


def key_of(token: str) -> bytes:
    """Return the hash under which a token is kept."""
    return sha256(token.encode()).digest()


def make(member_id: int, now: datetime) -> Made:
    """Make a token that ends after a year; only its hash is kept."""
    locked(Member, member_id)  # two at a time are counted one after the other
    require(rules.may_make(queries.count_tokens(member_id, now)))
    token = rules.MARK + secrets.token_urlsafe(32)
    ends_at = now + rules.TOKEN_LASTS
    row = ApiToken(member_id=member_id, key=key_of(token), made_at=now, ends_at=ends_at)
    db.session.add(row)
    db.session.flush()
    return Made(token, ends_at)


def end(member_id: int, token_id: int) -> None:
    """End a token of a member; one that ended already is no trouble."""
    this = (ApiToken.id == token_id) & (ApiToken.member_id == member_id)
    db.session.execute(delete(ApiToken).where(this))


def end_all(member_id: int) -> None:
    """End every token of a member."""
    db.session.execute(delete(ApiToken).where(ApiToken.member_id == member_id))


def note_used(token_id: int, now: datetime) -> None:
    """Keep the day on which a token was used last."""
    locked(ApiToken, token_id).used_on = now.date()


def forget_ended(now: datetime) -> int:
    """Delete tokens that hold no more; return how many."""
    return change_rows(delete(ApiToken).where(~queries.holds(now)))
