"""What is done with members and their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update

from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members.models import (
    Affiliation,
    FormerHandle,
    Member,
    MemberSession,
    Role,
    Scheme,
    Shown,
)
from forum.members.news import (
    Leave,
    Renamed,
    StaffDeed,
    leaving,
    renaming,
    signed_out,
    staff_deeds,
)
from forum.members.queries import (
    MEMBER_AT_MOST,
    MEMBER_IDLE,
    STAFF_AT_MOST,
    STAFF_IDLE,
    administrator_keys,
    former_handle_key,
    is_taken,
)
from forum.members.rules import HANDLE_CLOSED, may_rename, may_return

JUST_NOW = timedelta()


@dataclass(frozen=True, slots=True)
class Begun:
    """Of a session that goes on under another cookie: since when, how proven."""

    at: datetime | None = None
    two_factors: bool = False
    proven: timedelta | None = JUST_NOW
    """How long ago the member proved who they are; None if nobody knows."""
    pending_id: int | None = None
    """Who is about to sign in, where one more step is asked of them."""


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
            pending_id=begun.pending_id,
        )
    )


def note_sign_in(member_id: int, now: datetime) -> None:
    """Tell that somebody of staff signed in: when, and nothing of from where."""
    member = db.session.get(Member, member_id)
    if member is None or not member.has_staff_role:
        return
    for tell in staff_deeds:
        tell(member, StaffDeed("sign_in", "member", member_id), now)


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
    """Sign a member out everywhere, also where they have only begun to sign in."""
    theirs = or_(
        MemberSession.member_id == member_id, MemberSession.pending_id == member_id
    )
    db.session.execute(delete(MemberSession).where(theirs))
    for tell in signed_out:
        tell(member_id)


def end_other_session(member_id: int, key: bytes) -> None:
    """Sign a member out in one of their browsers; one that ended is no trouble."""
    this = (MemberSession.member_id == member_id) & (MemberSession.key == key)
    db.session.execute(delete(MemberSession).where(this))


def end_sessions_at(provider_session: bytes) -> int:
    """End what was begun in one session at the registry; return how many."""
    begun_there = MemberSession.provider_session == provider_session
    return change_rows(delete(MemberSession).where(begun_there))


def hold_administrator(member_id: int) -> Member:
    """Hold a member, and all administrators if they are one; return them.

    So two of them cannot both go at the same time, each while the other is there.
    All are held in one order, so that nobody waits for somebody who waits for them.
    """
    known = db.session.get(Member, member_id)
    is_one = known is not None and known.role is Role.ADMINISTRATOR
    keys = set(administrator_keys()) if is_one else set()
    for key in sorted(keys | {member_id}):
        locked(Member, key)
    return locked(Member, member_id)


def deactivate(member_id: int, now: datetime, *, by_registry: bool = False) -> None:
    """Make a member inactive: signed out everywhere, until they come back.

    What the registry closed only the registry opens again.
    """
    member = locked(Member, member_id)
    member.is_kept_out = member.is_kept_out or by_registry
    member.left_here = member.left_here or not by_registry
    member.deactivated_at = member.deactivated_at or now
    end_sessions(member_id)
    _tell(member_id, Leave.DEACTIVATE, now)


def reactivate(member_id: int, now: datetime, *, by_registry: bool = False) -> None:
    """Let a member who was not active come back; nobody does who was erased.

    What the registry closed it must open itself, and it opens nothing that the
    member closed here. Whoever erases refuses for somebody whose erasure has begun.
    """
    member = locked(Member, member_id)
    if member.is_former:
        raise Refused(GONE)
    require(may_return(member.is_kept_out and not by_registry))
    member.is_kept_out = False
    if by_registry and member.left_here:
        return
    member.deactivated_at, member.left_here = None, False
    _tell(member_id, Leave.REACTIVATE, now)


def erase(member_id: int, now: datetime) -> None:
    """Have a person erased by everybody who keeps something about them."""
    member = locked(Member, member_id)
    member.is_kept_out = member.left_here = True
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
    """Let user names that somebody had be taken again; return how many."""
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


def show(member_id: int, about: Shown, region: str, region_seen: Shown) -> None:
    """Set who sees what a member says, and which state they say they live in."""
    member = locked(Member, member_id)
    member.about_seen = about
    member.region, member.region_seen = region, region_seen


def prefer(member_id: int, *, wants_hints: bool, skips_search: bool) -> None:
    """Set what the check points out to a member, and what search engines are asked."""
    member = locked(Member, member_id)
    member.wants_hints, member.skips_search = wants_hints, skips_search


def dress(member_id: int, scheme: Scheme, *, more_contrast: bool) -> None:
    """Set in which colors a member reads, and with how much contrast."""
    member = locked(Member, member_id)
    member.scheme, member.more_contrast = scheme, more_contrast


def rename(member_id: int, handle: str, leads_on: bool, now: datetime) -> bool:
    """Give a member another user name; no if somebody else has or had it.

    The one before stays closed to others for a year. Whoever is told first locks
    threads, so the member's own row comes after them, as it does in posting.
    """
    stands = db.session.get_one(Member, member_id)
    require(may_rename(stands, now))
    if is_taken(handle, by_other_than=member_id):
        return False
    for tell in renaming:
        tell(Renamed(member_id, stands.handle, handle), now)
    member = locked(Member, member_id)
    require(may_rename(member, now))
    if handle.casefold() != member.handle_key:
        _give_up(member, leads_on, now)
        own = FormerHandle.key == former_handle_key(handle)
        db.session.execute(delete(FormerHandle).where(own))
    member.handle, member.handle_key = handle, handle.casefold()
    member.renamed_at = now
    enqueue("mail", {"letter": "handle_changed", "member": member_id}, now)
    return True


def _give_up(member: Member, leads_on: bool, now: datetime) -> None:
    db.session.add(
        FormerHandle(
            key=former_handle_key(member.handle),
            until=now + HANDLE_CLOSED,
            member_id=member.id,
            leads_on=leads_on,
        )
    )


def change_role(member_id: int, role: Role) -> None:
    """Give a member another role; they sign in anew to use it."""
    member = locked(Member, member_id)
    if member.role is not role:
        member.role = role
        end_sessions(member_id)


def assign(member_id: int, board_ids: list[int]) -> None:
    """Have a moderator look after some boards; after all of them if none is named."""
    locked(Member, member_id).moderates = sorted(set(board_ids)) or None


def vouch(member_id: int, now: datetime) -> None:
    """End the time in which a member's first posts wait for a moderator."""
    locked(Member, member_id).vouched_at = now


def begin_probation(member_id: int, now: datetime) -> None:
    """Put a member on probation again: days and posts count from now."""
    member = locked(Member, member_id)
    member.vouched_at = None
    member.probation_from, member.probation_posts = now, member.post_count


def count_posts_anew(member_id: int) -> None:
    """Let no post so far count towards the end of a member's probation."""
    member = locked(Member, member_id)
    member.probation_posts = member.post_count


def clear_words(member_id: int) -> None:
    """Take away what a member says about themselves in their own words."""
    member = locked(Member, member_id)
    member.about = member.affiliation_text = ""


def end_limit(member_id: int) -> None:
    """Let a member write again."""
    locked(Member, member_id).limited_until = None


def end_suspension(member_id: int) -> None:
    """Let a member in again as before."""
    locked(Member, member_id).suspended_until = None


def limit(member_id: int, until: datetime) -> None:
    """Let a member read but not write until a date."""
    locked(Member, member_id).limited_until = until


def suspend(member_id: int, until: datetime) -> None:
    """Keep a member from writing until a date, and sign them out everywhere."""
    locked(Member, member_id).suspended_until = until
    end_sessions(member_id)
