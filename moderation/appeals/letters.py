"""Letters about appeals: class service, since nobody may miss them."""

from datetime import datetime

from flask import url_for

from forum.core.db import db
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import registry
from moderation.appeals.models import Appeal


@letter("appeal_words", MailClass.SERVICE)
def appeal_words(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell a member that the moderators wrote about their appeal."""
    row = db.session.get(Appeal, payload["appeal"])
    if row is None or row.decided_at is not None:
        return None
    contact = registry().contact(row.appellant_id)
    if contact is None:
        return None
    url = url_for("appeals.appeal", statement_id=row.statement_id, _external=True)
    return Letter(contact, "[Service] A message about your appeal", {"url": url})
