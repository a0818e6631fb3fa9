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
from forum.mail import actions
from forum.mail.actions import Leaving
from forum.mail.letters import Kind, Letter, kind_named
from forum.mail.models import PrintedMail, Reason, Result
from forum.mail.sending import Transport, Undeliverable
from forum.mail.unsubscribing import ending_url, headers_of
from forum.members.registry import registry
from forum.settings import Settings

PRINTED_LASTS = timedelta(days=7)
SEVEN_BITS = SMTP.clone(cte_type="7bit")
"""Not every server on the way takes more."""


@job("mail", leaves=True)
def send(payload: Payload, now: datetime) -> None:
    """Write a letter from what is true now, and hand it over if it may leave."""
    kind = kind_named(payload["letter"])
    with transaction():
        letter = kind.write(payload, now)
        leaving = None if letter is None else _leaving(letter, payload)
        may_leave = leaving is not None and actions.begin(kind, leaving, now)
    if leaving is None or not may_leave:
        return
    result = _handed_over(_message(kind, leaving, now), leaving, now)
    with transaction():
        actions.settle(leaving.message_key, result, now)


def _leaving(letter: Letter, payload: Payload) -> Leaving:
    """Return a letter with the key it has each time its job runs."""
    keys: Keys = current_app.extensions["keys"]
    member_id = letter.member_id or payload.get("member")
    if member_id is None:
        member_id = registry().member_with_email(letter.to.email)
    told = keys.mac("message id", str(payload["job"]))
    return Leaving(letter, told, member_id)


def _handed_over(message: EmailMessage, leaving: Leaving, now: datetime) -> Result:
    transport: Transport = current_app.extensions["mail"]
    try:
        transport.send(message)
    except Undeliverable as refused:
        if not refused.is_dead:
            return Result.REFUSED
        with transaction():
            actions.suppress(leaving.letter.to.email, Reason.SERVER_REFUSED, now)
        return Result.BOUNCED
    return Result.SENT


def _message(kind: Kind, leaving: Leaving, now: datetime) -> EmailMessage:
    settings: Settings = current_app.extensions["settings"]
    letter, message = leaving.letter, EmailMessage(policy=SEVEN_BITS)
    message["From"] = settings.mail_from
    message["To"] = letter.to.email
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    host = urlsplit(settings.base_url).hostname
    message["Message-ID"] = f"<{leaving.message_key}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    content = {"name": letter.to.name, "settings": settings, **letter.content}
    if kind.choice is not None and leaving.member_id is not None:
        for name, value in headers_of(leaving.member_id, kind.choice).items():
            message[name] = value
        content["choice"] = kind.choice
        content["end_url"] = ending_url(leaving.member_id, kind.choice)
    message.set_content(_written(f"mail/{kind.name}.txt", content))
    html = _written(f"mail/{kind.name}.html", content)
    message.add_alternative(html, subtype="html")
    return message


def _written(template: str, content: dict[str, Any]) -> str:
    """Write a letter without what pages share: nobody is looking at it."""
    return current_app.jinja_env.get_template(template).render(content)


@kept("mail printed instead of sent", "7 days")
def forget_printed(now: datetime) -> int:
    """Delete what the outbox page no longer needs to show."""
    old = PrintedMail.printed_at < now - PRINTED_LASTS
    with transaction():
        return change_rows(delete(PrintedMail).where(old))


@kept("the mail log, without words and addresses", "90 days")
def forget_log(now: datetime) -> int:
    """Delete what the mail log no longer needs to show."""
    with transaction():
        return actions.forget_log(now)
