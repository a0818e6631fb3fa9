"""Disclosing what a law requires: prepared by one, agreed to by another."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from forum.boards.actions import leaving as boards
from forum.boards.models import Post
from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, insert_once, locked
from forum.core.forgetting import forget_soon
from forum.core.jobs import enqueue
from forum.members.models import Member
from forum.rights import rules
from forum.rights.models import LegalExport, LegalHold
from forum.rights.news import Deed, noting
from forum.rights.queries import held_posts, is_former, unfinished_details

APPROVED_ALREADY = "This disclosure was made already."


@dataclass(frozen=True, slots=True)
class Demand:
    """What an authority requires."""

    case_number: str
    authority: str
    subject_id: int
    fields: tuple[str, ...]
    since: date
    until: date
    delay_reason: str = ""


def prepare(demand: Demand, preparer: Member, now: datetime) -> LegalExport:
    """Enter a disclosure in the register; nothing is handed out yet."""
    if not preparer.is_administrator:
        raise Refused("Administrators only.")
    require(rules.may_disclose(is_former(demand.subject_id)))
    entry = LegalExport(
        case_number=demand.case_number,
        authority=demand.authority,
        subject_id=demand.subject_id,
        fields=list(demand.fields),
        since=demand.since,
        until=demand.until,
        delay_reason=demand.delay_reason,
        prepared_by=preparer.id,
        prepared_at=now,
    )
    db.session.add(entry)
    db.session.flush()
    _note(preparer, "legal_export_prepared", entry, now)
    return entry


def approve(entry_id: int, approver: Member, digest: str, now: datetime) -> None:
    """Note that another administrator agreed, and have the member told."""
    entry = locked(LegalExport, entry_id)
    if entry.approved_at is not None:
        raise Refused(APPROVED_ALREADY)
    require(rules.may_approve(approver, entry.prepared_by))
    require(rules.may_disclose(is_former(entry.subject_id)))
    entry.approved_by, entry.approved_at, entry.digest = approver.id, now, digest
    if not entry.delay_reason:
        enqueue("mail", {"letter": "legal_export", "legal_export": entry.id}, now)
        entry.noticed_at = now
    _note(approver, "legal_export_approved", entry, now)


def note_noticed(entry_id: int, now: datetime) -> None:
    """Have a member told whose notice was delayed."""
    entry = locked(LegalExport, entry_id)
    if entry.noticed_at is None and entry.approved_at is not None:
        enqueue("mail", {"letter": "legal_export", "legal_export": entry.id}, now)
        entry.noticed_at = now


def hold(entry_id: int, posts: Collection[int]) -> None:
    """Keep posts from being destroyed as long as a case needs them."""
    for post_id in sorted(posts):
        insert_once(LegalHold, {"legal_export_id": entry_id, "post_id": post_id})


def release(entry_id: int, now: datetime) -> int:
    """Let go of the posts of a case; those that waited for it are destroyed."""
    live = (LegalHold.legal_export_id == entry_id) & LegalHold.ended_at.is_(None)
    kept = select(LegalHold.post_id, LegalHold.destroy_after).where(live)
    waiting = {row.post_id: row.destroy_after for row in db.session.execute(kept)}
    released = change_rows(update(LegalHold).where(live).values(ended_at=now))
    for post_id in sorted(set(waiting) - held_posts()):
        _let_go(post_id, now, is_to_be_destroyed=waiting[post_id])
    if waiting:
        forget_soon(now)
    return released


def _let_go(post_id: int, now: datetime, *, is_to_be_destroyed: bool) -> None:
    """Do with a post what its author wished who was erased while it was held."""
    author_id = db.session.get_one(Post, post_id).author_id
    if is_to_be_destroyed:
        boards.blank_post(post_id, now)
    elif is_former(author_id):
        boards.strip_post(post_id, now)
    for erasure in unfinished_details():
        said = json.loads(erasure.passages or "{}")
        words = said.pop(str(post_id), None)
        if words:
            boards.take_back_for(post_id, tuple(words), author_id, now)
            erasure.passages = json.dumps(said) if said else None


def note_waiting(posts: Collection[int]) -> None:
    """Remember held posts whose words go once nobody needs them any more."""
    held = LegalHold.post_id.in_(posts) & LegalHold.ended_at.is_(None)
    db.session.execute(update(LegalHold).where(held).values(destroy_after=True))


def _note(actor: Member, action: str, entry: LegalExport, now: datetime) -> None:
    deed = Deed(action, entry.subject_id, {"legal_export": entry.id})
    for tell in noting:
        tell(actor, deed, now)
