"""What is noted about agreements."""

from datetime import datetime

from forum.core.db import db
from forum.members.models import Member
from forum.privacy.documents import POSTING, in_force
from forum.privacy.models import Consent


def note_joined(member: Member, accepted_at: datetime) -> None:
    """Note which terms and which privacy statement somebody joined under."""
    for name in ("terms", "privacy"):
        _note(member.id, name, accepted_at)


def note_posting(member_id: int, now: datetime) -> None:
    """Note that a member has read that what they post is public."""
    _note(member_id, POSTING, now)


def _note(member_id: int, name: str, at: datetime) -> None:
    version = in_force(name, at.date()).version
    db.session.add(
        Consent(member_id=member_id, document=name, version=version, given_at=at)
    )
