"""Who opened whose address is not kept for ever; a letter that shows mail arrives."""

from datetime import datetime

from flask import url_for

from forum.admin import actions
from forum.core.db import transaction
from forum.core.jobs import Payload
from forum.core.retention import kept
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import registry


@kept("which administrator opened a member's email address", "24 months")
def forget_opened(now: datetime) -> int:
    """Delete who opened addresses two years ago."""
    with transaction():
        return actions.forget_opened(now)


@letter("mail_test", MailClass.TRANSACTIONAL)
def mail_test(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Show an administrator that mail arrives."""
    contact = registry().contact(payload["member"])
    if contact is None:
        return None
    url = url_for("admin.set_up", _external=True)
    return Letter(contact, "Mail from your forum arrives", {"url": url})
