"""Members as administrators see them: never a name or an address without a reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.admin.models import OpenedDetail
from forum.admin.rules import OPEN_FOR
from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member, Role
from forum.members.queries import find_member, sessions_of
from forum.members.registry import registry
from forum.members.registry.models import Account, Application, NewAddress
from forum.rights.models import Erasure
from forum.rights.queries import open_erasure

SHOWN_MAX = 100


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a user name or an address leads to; a registration is nobody yet."""

    member_id: int | None = None
    application_id: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What administrators see of a member at once."""

    sessions: int
    erasure: Erasure | None
    waits_to_confirm: bool
    opened: int
    """How often administrators opened the address."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody who looks after the forum."""

    id: int
    handle: str
    role: Role
    moderates: list[int] | None
    is_active: bool


def find(wanted: str) -> Found:
    """Return who has this user name or this very address. Four queries at most.

    Registrations are few and sealed, so each of them is opened and compared.
    """
    if "@" not in wanted:
        member = find_member(wanted)
        return Found(member.id if member else None)
    member_id = registry().member_with_email(wanted)
    if member_id is not None:
        return Found(member_id)
    asked = wanted.strip().casefold()
    newest = select(Application).order_by(Application.id.desc()).limit(SHOWN_MAX)
    for one in db.session.scalars(newest):
        if one.email.strip().casefold() == asked:
            return Found(application_id=one.id)
    return Found()


def member_behind(member_id: int) -> Member:
    """Return a member whom somebody stands behind. One query."""
    member = db.session.get(Member, member_id)
    if member is None or member.is_former:
        raise NotFound
    return member


def seen_of(member: Member, now: datetime) -> Known:
    """Return what administrators see of a member. Four queries."""
    opened = select(func.count()).where(OpenedDetail.member_id == member.id)
    return Known(
        len(sessions_of(member, now)),
        open_erasure(member.id),
        unconfirmed_address(member.id) is not None,
        db.session.scalar(opened) or 0,
    )


def unconfirmed_address(member_id: int) -> int | None:
    """Return the key of the address that a member has yet to confirm. One query."""
    return db.session.scalar(
        select(NewAddress.id)
        .join(Account, Account.id == NewAddress.account_id)
        .where(Account.member_id == member_id, NewAddress.until.is_not(None))
        .order_by(NewAddress.id.desc())
        .limit(1)
    )


def opened_of(member_id: int) -> Sequence[OpenedDetail]:
    """Return when administrators opened the address of a member. One query."""
    return db.session.scalars(
        select(OpenedDetail)
        .where(OpenedDetail.member_id == member_id)
        .order_by(OpenedDetail.id.desc())
        .limit(SHOWN_MAX)
    ).all()


def has_opened(by_id: int, member_id: int, now: datetime) -> bool:
    """Say whether an administrator opened an address just now. One query."""
    lately = select(OpenedDetail.id).where(
        OpenedDetail.by_id == by_id,
        OpenedDetail.member_id == member_id,
        OpenedDetail.at > now - OPEN_FOR,
    )
    return db.session.scalar(lately.limit(1)) is not None


def staff() -> list[StaffRow]:
    """Return everybody who looks after the forum. One query."""
    wanted = select(Member).where(
        Member.role != Role.MEMBER, Member.is_former.is_(False)
    )
    return [
        StaffRow(
            one.id, one.handle, one.role, one.moderates, one.deactivated_at is None
        )
        for one in db.session.scalars(wanted.order_by(Member.role, Member.handle_key))
    ]


def handles_of(keys: Collection[int | None]) -> dict[int, str]:
    """Return what some members are called. One query."""
    wanted = select(Member.id, Member.handle).where(
        Member.id.in_([key for key in keys if key is not None])
    )
    return dict(db.session.execute(wanted).all())
