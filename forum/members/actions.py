"""What is done with members and their sessions."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update

from forum.core.db import change_rows, db, locked
from forum.members.models import Affiliation, Member, MemberSession, Role
from forum.members.queries import (
    MEMBER_AT_MOST,
    MEMBER_IDLE,
    STAFF_AT_MOST,
    STAFF_IDLE,
)


def begin_session(
    key: bytes, member_id: int | None, content: dict[str, Any], now: datetime
) -> None:
    """Remember a browser under the hash of its cookie."""
    db.session.add(
        MemberSession(
            key=key,
            member_id=member_id,
            content=content,
            created_at=now,
            seen_at=now,
        )
    )


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
