"""What is done with mail that was printed instead of sent."""

from sqlalchemy import select

from forum.core.db import db
from forum.core.wording import Wording
from forum.mail.models import PrintedMail


def redact_printed(wording: Wording) -> int:
    """Destroy words in kept mail; return how many mails held them."""
    found = 0
    for mail in db.session.scalars(select(PrintedMail)):
        # Encrypted, so the database cannot search it for us.
        if wording.stands_in(mail.subject) or wording.stands_in(mail.body):
            mail.subject = wording.removed_from(mail.subject)
            mail.body = wording.removed_from(mail.body)
            found += 1
    return found
