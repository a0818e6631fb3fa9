"""What is asked about mail."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.core.db import db
from forum.mail.models import PrintedMail

SHOWN_MAX = 50


def printed() -> Sequence[PrintedMail]:
    """Return the newest mails that were printed instead of sent. One query."""
    newest = select(PrintedMail).order_by(PrintedMail.id.desc()).limit(SHOWN_MAX)
    return db.session.scalars(newest).all()
