"""The one place from which mail is sent."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import delete

from forum.core.db import change_rows, transaction
from forum.core.jobs import Payload, job
from forum.core.keys import Keys
from forum.core.retention import kept
from forum.mail.letters import Kind, Letter, kind_named
from forum.mail.models import PrintedMail
from forum.mail.sending import Transport
from forum.settings import Settings

PRINTED_LASTS = timedelta(days=7)


@job("mail")
def send(payload: Payload, now: datetime) -> None:
    """Write a letter from what is true now, and hand it over."""
    kind = kind_named(payload["letter"])
    with transaction():
        letter = kind.write(payload, now)
    if letter is not None:
        transport: Transport = current_app.extensions["mail"]
        transport.send(_message(kind, letter, payload, now))


def _message(
    kind: Kind, letter: Letter, payload: Payload, now: datetime
) -> EmailMessage:
    settings: Settings = current_app.extensions["settings"]
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = letter.to.email
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = _message_id(payload, settings)
    message["Auto-Submitted"] = "auto-generated"
    content = {"name": letter.to.name, "settings": settings, **letter.content}
    message.set_content(_written(f"mail/{kind.name}.txt", content))
    html = _written(f"mail/{kind.name}.html", content)
    message.add_alternative(html, subtype="html")
    return message


def _written(template: str, content: dict[str, Any]) -> str:
    """Write a letter without what pages share: nobody is looking at it."""
    return current_app.jinja_env.get_template(template).render(content)


def _message_id(payload: Payload, settings: Settings) -> str:
    """Stay the same when a job runs twice, so that a mailbox keeps one."""
    host = urlsplit(settings.base_url).hostname
    keys: Keys = current_app.extensions["keys"]
    told = keys.mac("message id", str(payload["job"]))
    return f"<{told}@{host}>"


@kept("mail printed instead of sent", "7 days")
def forget_printed(now: datetime) -> int:
    """Delete what the outbox page no longer needs to show."""
    old = PrintedMail.printed_at < now - PRINTED_LASTS
    with transaction():
        return change_rows(delete(PrintedMail).where(old))
