"""What is asked about documents and agreements."""

from datetime import datetime

from sqlalchemy import select

from forum.core.db import db
from forum.privacy.documents import POSTING, in_force
from forum.privacy.models import Consent


def has_acknowledged_posting(member_id: int, now: datetime) -> bool:
    """Say whether a member has read, in its present wording, that posts are public."""
    version = in_force(POSTING, now.date()).version
    given = select(Consent.id).where(
        Consent.member_id == member_id,
        Consent.document == POSTING,
        Consent.version == version,
    )
    return db.session.scalar(given.limit(1)) is not None
