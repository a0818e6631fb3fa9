"""What is noted about agreements."""

from collections.abc import Iterable
from datetime import datetime

from forum.core.db import db
from forum.members.models import Member
from forum.privacy import queries
from forum.privacy.documents import POSTING, Document, in_force
from forum.privacy.models import Consent


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


def _note(member_id: int, document: Document, at: datetime) -> None:
    db.session.add(
        Consent(
            member_id=member_id,
            document=document.name,
            version=document.version,
            given_at=at,
        )
    )
