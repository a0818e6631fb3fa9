"""How moderators work together: boards, notes, who reported, saved views, keys."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from forum.boards.models import Post, Thread
from forum.core.answers import NotFound, Refused, require
from forum.core.db import change_rows, db, locked
from forum.members import actions as members
from forum.members.models import Member, Role
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.models import (
    KeyChoice,
    Note,
    Reviewable,
    SavedView,
    TargetType,
)
from moderation.queries.reporters import reporters_of

VIEWS_MAX = 20


def assign_boards(
    administrator: Member | None, member_id: int, board_ids: list[int], now: datetime
) -> None:
    """Have a moderator look after some boards, or after all; the log has it."""
    member = db.session.get(Member, member_id)
    if member is None or not member.has_staff_role:
        raise NotFound
    if member.role is Role.ADMINISTRATOR:
        raise Refused("Administrators look after the whole forum.")
    members.assign(member_id, board_ids)
    details = {"boards": sorted(set(board_ids)) or "all"}
    act = Act("boards_assigned", "member", member_id, details=details)
    record(administrator, act, now)


def follow_thread(thread: Thread) -> None:
    """Let cases about a thread and its posts follow it to the board it moved to."""
    posts = select(Post.id).where(Post.thread_id == thread.id)
    for kind, which in (
        (TargetType.POST, Reviewable.target_id.in_(posts)),
        (TargetType.THREAD, Reviewable.target_id == thread.id),
    ):
        db.session.execute(
            update(Reviewable)
            .where(Reviewable.target_type == kind, which)
            .values(board_id=thread.board_id)
        )


def add_note(moderator: Member, reviewable_id: int, body: str, now: datetime) -> Note:
    """Keep what a moderator wants colleagues to know about a case."""
    item = handled(moderator, reviewable_id)
    note = Note(
        reviewable_id=item.id, author_id=moderator.id, body=body, created_at=now
    )
    db.session.add(note)
    db.session.flush()
    record(moderator, Act("note_added", "note", note.id, item.id), now)
    return note


def delete_note(moderator: Member, note_id: int, now: datetime) -> Reviewable:
    """Destroy a note of one's own."""
    note = db.session.get(Note, note_id)
    if note is None:
        raise NotFound
    item = handled(moderator, note.reviewable_id)
    if note.author_id != moderator.id:
        raise Refused("Only who wrote a note can delete it.")
    db.session.delete(note)
    record(moderator, Act("note_deleted", "note", note_id, item.id), now)
    return item


def view_flaggers(
    moderator: Member, reviewable_id: int, now: datetime
) -> tuple[Reviewable, tuple[str, ...]]:
    """Return who reported something; that somebody asked stands in the log."""
    item = handled(moderator, reviewable_id)
    record(moderator, Act("view_flaggers", "reviewable", item.id, item.id), now)
    return item, reporters_of(item.id)


def handled(moderator: Member, reviewable_id: int) -> Reviewable:
    """Return a case that is for this moderator, or refuse."""
    item = db.session.get(Reviewable, reviewable_id)
    if item is None:
        raise NotFound
    require(rules.may_handle(moderator, item))
    return item


def save_view(moderator: Member, name: str, query: str) -> None:
    """Keep a filter under a name; the same name again replaces it."""
    locked(Member, moderator.id)
    mine = SavedView.member_id == moderator.id
    known = db.session.scalar(select(SavedView).where(mine, SavedView.name == name))
    if known is not None:
        known.query = query
        return
    if (db.session.scalar(select(func.count()).where(mine)) or 0) >= VIEWS_MAX:
        raise Refused(f"You have {VIEWS_MAX} saved views. Delete one first.")
    db.session.add(SavedView(member_id=moderator.id, name=name, query=query))


def delete_view(moderator: Member, view_id: int) -> None:
    """Forget a saved view of one's own."""
    gone = delete(SavedView).where(
        SavedView.id == view_id, SavedView.member_id == moderator.id
    )
    if not change_rows(gone):
        raise NotFound


def choose_keys(moderator: Member, keys: dict[str, str], *, are_off: bool) -> None:
    """Set whether a moderator works by keys, and by which."""
    choice = db.session.get(KeyChoice, moderator.id)
    if choice is None:
        choice = KeyChoice(member_id=moderator.id, keys={})
        db.session.add(choice)
    choice.keys, choice.are_off = keys, are_off
