"""What is asked about members who leave."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from forum.core.columns import EncryptedText
from forum.core.db import db
from forum.members.models import Member
from forum.members.registry import registry
from forum.members.registry.models import Account
from forum.rights.models import Erasure
from forum.rights.naming import Names, names
from forum.rights.queries.belongings import owned
from forum.rights.rules import NOT_ACTIVE_LASTS


def open_erasure(member_id: int) -> Erasure | None:
    """Return the erasure of a member that was neither stopped nor finished."""
    return db.session.scalar(
        select(Erasure)
        .where(Erasure.member_id == member_id)
        .where(Erasure.cancelled_at.is_(None), Erasure.done_at.is_(None))
        .order_by(Erasure.id.desc())
        .limit(1)
    )


def erasure_numbered(erasure_id: int) -> Erasure | None:
    """Return an erasure by its key."""
    return db.session.get(Erasure, erasure_id)


def erasure_behind(key: bytes) -> Erasure | None:
    """Return the erasure that a mailed link stops."""
    return db.session.scalar(
        select(Erasure).where(
            Erasure.link_key == key,
            Erasure.begun_at.is_(None),
            Erasure.cancelled_at.is_(None),
        )
    )


def done_erasures() -> Sequence[Erasure]:
    """Return the ledger: every erasure that was begun."""
    begun = select(Erasure).where(Erasure.begun_at.is_not(None))
    return db.session.scalars(begun.order_by(Erasure.id)).all()


def unfinished_details() -> Sequence[Erasure]:
    """Return erasures of which details wait for posts that a law holds. One query."""
    waiting = select(Erasure).where(
        Erasure.done_at.is_not(None), Erasure.passages.is_not(None)
    )
    return db.session.scalars(waiting).all()


def is_there(member_id: int, before: datetime) -> bool:
    """Say whether a member who was here before a moment is still known by name."""
    theirs = select(Member.id).where(
        Member.id == member_id,
        Member.is_former.is_(False),
        Member.joined_at <= before,
    )
    return db.session.scalar(theirs) is not None


def long_inactive(now: datetime) -> Sequence[int]:
    """Return who has not been active for so long that their account goes."""
    return db.session.scalars(
        select(Member.id)
        .where(Member.deactivated_at < now - NOT_ACTIVE_LASTS)
        .where(Member.is_former.is_(False), Member.erase_at.is_(None))
        .order_by(Member.id)
    ).all()


def names_of(member_id: int) -> Names:
    """Return all that a member is called by, wherever they have an account."""
    handle = db.session.scalars(
        select(Member.handle).where(Member.id == member_id)
    ).one()
    known = registry().registered(member_id)
    theirs = Account.member_id == member_id
    name = known.name or db.session.scalar(select(Account.name).where(theirs)) or ""
    emails = [known.email, *sealed_of(member_id, "email")]
    email, *before = dict.fromkeys(one.strip() for one in emails if one.strip()) or [""]
    return names(handle, email, name, *before)


def sealed_of(member_id: int, name: str) -> list[str]:
    """Return what all columns of this name hold that belong to a member."""
    found: list[str | None] = []
    for table, theirs in owned(member_id).items():
        column = table.columns.get(name)
        if column is not None and isinstance(column.type, EncryptedText):
            found += db.session.scalars(select(column).where(theirs))
    return [one for one in found if one]
