"""Notes of staff on a member."""

from datetime import datetime

from sqlalchemy import delete, or_

from forum.core.answers import NotFound, require
from forum.core.db import change_rows, db, locked
from forum.core.forgetting import forget_soon
from forum.members.models import Member
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.standing.models import MemberNote, NoteKind


def add_note(
    moderator: Member,
    member_id: int,
    kind: NoteKind,
    body: str,
    expires_at: datetime | None,
    now: datetime,
) -> MemberNote:
    """Keep a note on a member; the log keeps that there is one, not its words."""
    require(rules.may_tend(moderator, None))
    note = MemberNote(
        member_id=member_id,
        author_id=moderator.id,
        kind=kind,
        body=body,
        created_at=now,
        expires_at=expires_at,
    )
    db.session.add(note)
    db.session.flush()
    act = Act("note", "member", member_id, details={"note": note.id})
    record(moderator, act, now)
    return note


def delete_note(moderator: Member, note_id: int, now: datetime) -> int:
    """Delete a note; return whom it was about."""
    require(rules.may_tend(moderator, None))
    if db.session.get(MemberNote, note_id) is None:
        raise NotFound
    note = locked(MemberNote, note_id)
    member_id = note.member_id
    db.session.delete(note)
    act = Act("note_deleted", "member", member_id, details={"note": note_id})
    record(moderator, act, now)
    forget_soon(now)
    return member_id


def purge_demo(posts: list[int], members: list[int]) -> None:  # noqa: ARG001 - a hook
    """Delete notes on demo members, and those that demo moderators wrote."""
    theirs = or_(MemberNote.member_id.in_(members), MemberNote.author_id.in_(members))
    db.session.execute(delete(MemberNote).where(theirs))


def forget_ended_notes(now: datetime) -> int:
    """Delete notes whose time is over; return how many."""
    gone = change_rows(delete(MemberNote).where(MemberNote.expires_at < now))
    if gone:
        forget_soon(now)
    return gone


def forget_old_notes(now: datetime) -> int:
    """Delete notes that were written long ago; return how many."""
    old = MemberNote.created_at < now - rules.REASONS_LAST
    gone = change_rows(delete(MemberNote).where(old))
    if gone:
        forget_soon(now)
    return gone
