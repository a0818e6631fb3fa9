"""What is noted about agreements, and whom to write to about changes."""

from collections.abc import Iterable
from datetime import datetime

from forum.core.db import db, insert_once
from forum.core.jobs import enqueue
from forum.members.models import Member
from forum.privacy import queries
from forum.privacy.documents import POSTING, Document, in_force
from forum.privacy.models import Consent, DocumentNotice

TELL = "tell of a changed document"
BATCH = 200


def note_joined(member: Member, accepted_at: datetime) -> None:
    """Note which terms and which privacy statement somebody joined under."""
    for name in ("terms", "privacy"):
        _note(member.id, in_force(name, accepted_at.date()), accepted_at)


def note_posting(member_id: int, now: datetime) -> None:
    """Note that a member has read that what they post is public."""
    _note(member_id, in_force(POSTING, now.date()), now)


def acknowledge(member_id: int, seen: Iterable[Document], now: datetime) -> None:
    """Note that a member knows some versions; what is noted already stays."""
    for document in seen:
        if not queries.has_acknowledged(member_id, document):
            _note(member_id, document, now)


def begin_telling(document: Document, now: datetime) -> None:
    """Have every member written to about a change, a batch at a time."""
    _go_on_telling(document, 0, now)


def tell_next(document: Document, after: int, now: datetime) -> None:
    """Put the next members' mail in line, each once however often this runs."""
    members = queries.to_be_told(document, after, BATCH)
    named = {"document": document.name, "version": document.version}
    for member_id in members:
        if insert_once(DocumentNotice, named | {"member_id": member_id}):
            told = {"letter": "document_changed", "member": member_id}
            enqueue("mail", told | named, now)
    if len(members) == BATCH:
        _go_on_telling(document, members[-1], now)


def _go_on_telling(document: Document, after: int, now: datetime) -> None:
    told = {"document": document.name, "version": document.version, "after": after}
    enqueue(TELL, told, now, once=f"{TELL} {document.key} {after}")


def _note(member_id: int, document: Document, at: datetime) -> None:
    db.session.add(
        Consent(
            member_id=member_id,
            document=document.name,
            version=document.version,
            given_at=at,
        )
    )
