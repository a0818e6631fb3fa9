"""What is done with members and their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update

from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, locked
from forum.members.models import Affiliation, FormerHandle, Member, MemberSession, Role
from forum.members.news import Leave, leaving
from forum.members.queries import (
    MEMBER_AT_MOST,
    MEMBER_IDLE,
    STAFF_AT_MOST,
    STAFF_IDLE,
)
from forum.members.rules import may_return

JUST_NOW = timedelta()


@dataclass(frozen=True, slots=True)
class Begun:
    """Of a session that goes on under another cookie: since when, how proven."""

    at: datetime | None = None
    two_factors: bool = False
    proven: timedelta | None = JUST_NOW
    """How long ago the member proved who they are; None if nobody knows."""


NOW = Begun()
GONE = "This account is being deleted. There is no way back."


def begin_session(
    key: bytes,
    member_id: int | None,
    content: dict[str, Any],
    now: datetime,
    provider_session: bytes | None = None,
    begun: Begun = NOW,
) -> None:
    """Remember a browser under the hash of its cookie, and when that was proven."""
    db.session.add(
        MemberSession(
            key=key,
            member_id=member_id,
            content=content,
            provider_session=provider_session,
            created_at=begun.at or now,
            seen_at=now,
            confirmed_at=_confirmed_at(member_id, begun.proven, now),
            two_factors=begun.two_factors,
        )
    )


def _confirmed_at(
    member_id: int | None, proven: timedelta | None, now: datetime
) -> datetime | None:
    return None if member_id is None or proven is None else now - proven


def keep_session(key: bytes, content: dict[str, Any], now: datetime) -> None:
    """Note that a session is in use, and what it holds now."""
    db.session.execute(
        update(MemberSession)
        .where(MemberSession.key == key)
        .values(content=content, seen_at=now)
    )


def end_session(key: bytes) -> None:
    """Forget one browser."""
    db.session.execute(delete(MemberSession).where(MemberSession.key == key))


def end_sessions(member_id: int) -> None:
    """Sign a member out everywhere."""
    theirs = MemberSession.member_id == member_id
    db.session.execute(delete(MemberSession).where(theirs))


def end_other_session(member_id: int, key: bytes) -> None:
    """Sign a member out in one of their browsers; one that ended is no trouble."""
    this = (MemberSession.member_id == member_id) & (MemberSession.key == key)
    db.session.execute(delete(MemberSession).where(this))


def weaken_sessions(member_id: int) -> None:
    """Forget that two steps opened a member's sessions: they have one now."""
    theirs = MemberSession.member_id == member_id
    db.session.execute(update(MemberSession).where(theirs).values(two_factors=False))


def end_sessions_at(provider_session: bytes) -> int:
    """End what was begun in one session at the registry; return how many."""
    begun_there = MemberSession.provider_session == provider_session
    return change_rows(delete(MemberSession).where(begun_there))


def deactivate(member_id: int, now: datetime, *, by_registry: bool = False) -> None:
    """Make a member inactive: signed out everywhere, until they come back.

    What the registry closed only the registry opens again.
    """
    member = locked(Member, member_id)
    member.is_kept_out = member.is_kept_out or by_registry
    member.deactivated_at = member.deactivated_at or now
    end_sessions(member_id)
    _tell(member_id, Leave.DEACTIVATE, now)


def reactivate(member_id: int, now: datetime, *, by_registry: bool = False) -> None:
    """Let a member who was not active come back; nobody does who was erased.

    What the registry closed it must open itself. Whoever erases refuses for
    somebody whose erasure has begun.
    """
    member = locked(Member, member_id)
    if member.is_former:
        raise Refused(GONE)
    require(may_return(member.is_kept_out and not by_registry))
    member.deactivated_at, member.is_kept_out = None, False
    _tell(member_id, Leave.REACTIVATE, now)


def erase(member_id: int, now: datetime) -> None:
    """Have a person erased by everybody who keeps something about them."""
    member = locked(Member, member_id)
    member.is_kept_out = True
    member.deactivated_at = member.deactivated_at or now
    end_sessions(member_id)
    _tell(member_id, Leave.ERASE, now)


def _tell(member_id: int, what: Leave, now: datetime) -> None:
    db.session.flush()
    for tell in leaving:
        tell(member_id, what, now)


def forget_sessions(now: datetime) -> int:
    """Delete sessions past their time; return how many."""
    staff = select(Member.id).where(Member.role != Role.MEMBER)
    over = or_(
        MemberSession.seen_at <= now - MEMBER_IDLE,
        MemberSession.created_at <= now - MEMBER_AT_MOST,
        MemberSession.member_id.in_(staff)
        & or_(
            MemberSession.seen_at <= now - STAFF_IDLE,
            MemberSession.created_at <= now - STAFF_AT_MOST,
        ),
    )
    return change_rows(delete(MemberSession).where(over))


def forget_handles(now: datetime) -> int:
    """Let user names of those who were erased be taken again; return how many."""
    return change_rows(delete(FormerHandle).where(FormerHandle.until < now))


def join(handle: str, now: datetime, role: Role = Role.MEMBER) -> Member:
    """Add a member to the forum."""
    member = Member(
        handle=handle, handle_key=handle.casefold(), joined_at=now, role=role
    )
    db.session.add(member)
    db.session.flush()
    return member


def describe(
    member_id: int, about: str, affiliation: Affiliation, affiliation_text: str
) -> None:
    """Set what a member says about themselves."""
    member = locked(Member, member_id)
    member.about = about
    member.affiliation = affiliation
    member.affiliation_text = affiliation_text


def prefer_hints(member_id: int, wanted: bool) -> None:
    """Let the check point out to a member what is often harmless, or not."""
    locked(Member, member_id).wants_hints = wanted


def change_role(member_id: int, role: Role) -> None:
    """Give a member another role; they sign in anew to use it."""
    member = locked(Member, member_id)
    if member.role is not role:
        member.role = role
        end_sessions(member_id)


def vouch(member_id: int, now: datetime) -> None:
    """End the time in which a member's first posts wait for a moderator."""
    locked(Member, member_id).vouched_at = now


def limit(member_id: int, until: datetime) -> None:
    """Let a member read but not write until a date."""
    locked(Member, member_id).limited_until = until


def suspend(member_id: int, until: datetime) -> None:
    """Keep a member from writing until a date, and sign them out everywhere."""
    locked(Member, member_id).suspended_until = until
    end_sessions(member_id)
