"""What is asked about members and their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from flask import current_app
from sqlalchemy import Select, and_, bindparam, case, func, select
from sqlalchemy.orm import contains_eager

from forum.core.answers import NotFound
from forum.core.columns import UTCDateTime
from forum.core.db import db
from forum.core.keys import Keys
from forum.members.models import FormerHandle, Member, MemberSession, Role
from forum.members.rules import may_see
from forum.members.viewers import Viewer
from forum.solar.places import STATES

MEMBER_IDLE = timedelta(hours=12)
MEMBER_AT_MOST = timedelta(days=7)
STAFF_IDLE = timedelta(hours=2)
STAFF_AT_MOST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a viewer sees of a member; what is not theirs is empty."""

    handle: str
    about: str
    tie: str
    joined_at: datetime
    post_count: int
    is_staff: bool
    is_active: bool
    id: int
    card_count: int
    region: str


def live_session(key: bytes, now: datetime) -> MemberSession | None:
    """Return a session that has not ended, with its active member. One query."""
    asked = {
        "key": key,
        "staff_idle": now - STAFF_IDLE,
        "idle": now - MEMBER_IDLE,
        "staff_begun": now - STAFF_AT_MOST,
        "begun": now - MEMBER_AT_MOST,
    }
    return db.session.scalar(_live(), asked)


@cache
def _live() -> Select[MemberSession]:
    """Put together once what every request of a member asks."""
    staff = and_(Member.role.is_not(None), Member.role != Role.MEMBER)
    at = {
        name: bindparam(name, type_=UTCDateTime())
        for name in ("staff_idle", "idle", "staff_begun", "begun")
    }
    idle = case((staff, at["staff_idle"]), else_=at["idle"])
    begun = case((staff, at["staff_begun"]), else_=at["begun"])
    return (
        select(MemberSession)
        .outerjoin(MemberSession.member)
        .options(contains_eager(MemberSession.member))
        .where(MemberSession.key == bindparam("key"))
        # A guest's session has no member at all.
        .where(Member.deactivated_at.is_(None), Member.is_former.is_not(True))
        .where(MemberSession.seen_at > idle, MemberSession.created_at > begun)
    )


def sessions_of(member: Member, now: datetime) -> Sequence[MemberSession]:
    """Return the sessions of a member that have not ended, newest first."""
    idle = STAFF_IDLE if member.has_staff_role else MEMBER_IDLE
    begun = STAFF_AT_MOST if member.has_staff_role else MEMBER_AT_MOST
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


def member_numbered(member_id: int) -> Member | None:
    """Return a member by their key. One query."""
    return db.session.get(Member, member_id)


def is_taken(handle: str, by_other_than: int | None = None) -> bool:
    """Say whether a user name belongs to somebody, or did not long ago.

    Whoever gave one up may have it back.
    """
    former = db.session.get(FormerHandle, former_handle_key(handle))
    owner = find_member(handle)
    had_by = [one.member_id for one in [former] if one is not None]
    has = [one.id for one in [owner] if one is not None]
    return any(one is None or one != by_other_than for one in [*had_by, *has])


def called_now(handle: str, now: datetime) -> str:
    """Return what whoever gave up a user name is called; nothing if nobody says."""
    asked = (
        select(Member.handle)
        .join(FormerHandle, FormerHandle.member_id == Member.id)
        .where(FormerHandle.key == former_handle_key(handle), FormerHandle.until > now)
        .where(FormerHandle.leads_on, Member.deactivated_at.is_(None))
    )
    return db.session.scalar(asked) or ""


def former_handle_key(handle: str) -> str:
    """Return the key under which a user name is kept that somebody had."""
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


def profile(handle: str, viewer: Viewer) -> Profile:
    """Return what a viewer sees of a member. One query."""
    member = find_member(handle)
    if member is None:
        raise NotFound
    sees_about = may_see(viewer, member.id, member.about_seen)
    sees_region = may_see(viewer, member.id, member.region_seen)
    return Profile(
        member.handle,
        member.about if sees_about else "",
        member.tie,
        member.joined_at,
        member.post_count,
        member.is_staff,
        member.deactivated_at is None,
        member.id,
        member.card_count,
        STATES.get(member.region, "") if sees_region else "",
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


def administrator_keys() -> list[int]:
    """Return the keys of all administrators, in their order. One query."""
    wanted = select(Member.id).where(Member.role == Role.ADMINISTRATOR)
    return list(db.session.scalars(wanted.order_by(Member.id)))


def has_administrator() -> bool:
    """Say whether somebody runs this forum."""
    found = select(Member.id).where(Member.role == Role.ADMINISTRATOR).limit(1)
    return db.session.scalar(found) is not None
