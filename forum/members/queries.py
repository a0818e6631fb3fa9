"""What is asked about members and their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import contains_eager

from forum.core.answers import NotFound
from forum.core.db import db
from forum.core.keys import Keys
from forum.members.models import FormerHandle, Member, MemberSession, Role

MEMBER_IDLE = timedelta(hours=12)
MEMBER_AT_MOST = timedelta(days=7)
STAFF_IDLE = timedelta(hours=2)
STAFF_AT_MOST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Profile:
    """What everybody sees of a member."""

    handle: str
    about: str
    tie: str
    joined_at: datetime
    post_count: int
    is_staff: bool
    is_active: bool
    id: int
    card_count: int


def live_session(key: bytes, now: datetime) -> MemberSession | None:
    """Return a session that has not ended, with its active member. One query."""
    staff = and_(Member.role.is_not(None), Member.role != Role.MEMBER)
    idle = case((staff, now - STAFF_IDLE), else_=now - MEMBER_IDLE)
    begun = case((staff, now - STAFF_AT_MOST), else_=now - MEMBER_AT_MOST)
    return db.session.scalar(
        select(MemberSession)
        .outerjoin(MemberSession.member)
        .options(contains_eager(MemberSession.member))
        .where(MemberSession.key == key, Member.deactivated_at.is_(None))
        # A guest's session has no member at all.
        .where(Member.is_former.is_not(True))
        .where(MemberSession.seen_at > idle, MemberSession.created_at > begun)
    )


def sessions_of(member: Member, now: datetime) -> Sequence[MemberSession]:
    """Return the sessions of a member that have not ended, newest first."""
    idle = STAFF_IDLE if member.is_staff else MEMBER_IDLE
    begun = STAFF_AT_MOST if member.is_staff else MEMBER_AT_MOST
    return db.session.scalars(
        select(MemberSession)
        .where(MemberSession.member_id == member.id)
        .where(MemberSession.seen_at > now - idle)
        .where(MemberSession.created_at > now - begun)
        .order_by(MemberSession.seen_at.desc(), MemberSession.key)
    ).all()


def find_member(handle: str) -> Member | None:
    """Return the member with this user name, however capitalized, if any."""
    return db.session.scalar(
        select(Member).where(
            Member.handle_key == handle.casefold(), Member.is_former.is_(False)
        )
    )


def is_taken(handle: str) -> bool:
    """Say whether a user name belongs to somebody, or did not long ago."""
    was_erased = db.session.get(FormerHandle, former_handle_key(handle)) is not None
    return was_erased or find_member(handle) is not None


def former_handle_key(handle: str) -> str:
    """Return the key under which the user name of somebody erased is kept."""
    keys: Keys = current_app.extensions["keys"]
    return keys.lookup(f"former handle {handle.casefold()}")


def handle_of(member_id: int) -> str:
    """Return what a member is called; nothing if they are gone."""
    theirs = select(Member.handle).where(Member.id == member_id)
    return db.session.scalar(theirs) or ""


def is_active(member_id: int) -> bool:
    """Say whether a member may sign in: neither they nor the registry ended it."""
    theirs = select(Member.id).where(
        Member.id == member_id, Member.deactivated_at.is_(None)
    )
    return db.session.scalar(theirs) is not None


def is_kept_out(member_id: int) -> bool:
    """Say whether the registry closed a member's account, or it is being erased."""
    theirs = select(Member.is_kept_out).where(Member.id == member_id)
    return db.session.scalar(theirs) is True


def profile(handle: str) -> Profile:
    """Return what everybody sees of a member. One query."""
    member = find_member(handle)
    if member is None:
        raise NotFound
    return Profile(
        member.handle,
        member.about,
        member.tie,
        member.joined_at,
        member.post_count,
        member.is_staff,
        member.deactivated_at is None,
        member.id,
        member.card_count,
    )


def all_members() -> list[Member]:
    """Return every member, oldest first; for the operator's command line."""
    there = select(Member).where(Member.is_former.is_(False))
    return list(db.session.scalars(there.order_by(Member.id)))


def has_real_members() -> bool:
    """Say whether anybody who is not made up belongs to this forum."""
    real = select(Member.id).where(Member.demo.is_(False)).limit(1)
    return db.session.scalar(real) is not None


def administrators() -> int:
    """Return how many administrators are active."""
    running = select(func.count()).where(
        Member.role == Role.ADMINISTRATOR, Member.deactivated_at.is_(None)
    )
    return db.session.scalar(running) or 0


def has_administrator() -> bool:
    """Say whether somebody runs this forum."""
    found = select(Member.id).where(Member.role == Role.ADMINISTRATOR).limit(1)
    return db.session.scalar(found) is not None
