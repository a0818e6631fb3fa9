"""What is asked about members and their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, select
from sqlalchemy.orm import contains_eager

from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member, MemberSession, Role

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


def live_session(key: bytes, now: datetime) -> MemberSession | None:
    """Return a session that has not ended, with its member. One query."""
    staff = and_(Member.role.is_not(None), Member.role != Role.MEMBER)
    idle = case((staff, now - STAFF_IDLE), else_=now - MEMBER_IDLE)
    begun = case((staff, now - STAFF_AT_MOST), else_=now - MEMBER_AT_MOST)
    return db.session.scalar(
        select(MemberSession)
        .outerjoin(MemberSession.member)
        .options(contains_eager(MemberSession.member))
        .where(MemberSession.key == key)
        .where(MemberSession.seen_at > idle, MemberSession.created_at > begun)
    )


def find_member(handle: str) -> Member | None:
    """Return the member with this user name, however capitalized, if any."""
    return db.session.scalar(
        select(Member).where(Member.handle_key == handle.casefold())
    )


def is_taken(handle: str) -> bool:
    """Say whether a user name belongs to somebody."""
    return find_member(handle) is not None


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
    )


def all_members() -> list[Member]:
    """Return every member, oldest first; for the operator's command line."""
    return list(db.session.scalars(select(Member).order_by(Member.id)))


def has_real_members() -> bool:
    """Say whether anybody who is not made up belongs to this forum."""
    real = select(Member.id).where(Member.demo.is_(False)).limit(1)
    return db.session.scalar(real) is not None


def has_administrator() -> bool:
    """Say whether somebody runs this forum."""
    found = select(Member.id).where(Member.role == Role.ADMINISTRATOR).limit(1)
    return db.session.scalar(found) is not None
