"""Announcements on their way: copies handed out in batches, and their letters."""

from datetime import datetime

from flask import url_for

from forum.announcements import actions
from forum.announcements.models import Announcement, State
from forum.core.db import db, transaction
from forum.core.jobs import Payload, job
from forum.mail.choices import NEWSLETTER, OFFERS
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import registry


@job(actions.HAND_OUT)
def hand_out(payload: Payload, now: datetime) -> None:
    """Put a batch of copies in line, and the next batch behind it."""
    with transaction():
        actions.hand_out(payload["announcement"], payload["after"], now)


@letter("announced_service", MailClass.SERVICE)
def announced_service(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell a member something about the service itself."""
    return _letter(payload, "[Service] ")


@letter("announced_newsletter", MailClass.PROMOTIONAL, NEWSLETTER)
def announced_newsletter(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Send the newsletter to a member who asked for it."""
    return _letter(payload, "[Newsletter] ")


@letter("announced_offers", MailClass.PROMOTIONAL, OFFERS)
def announced_offers(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Send an offer to a member who asked for offers."""
    return _letter(payload, "[Offer] ")


def _letter(payload: Payload, mark: str) -> Letter | None:
    row = db.session.get(Announcement, payload["announcement"])
    if row is None or row.state is not State.APPROVED:
        return None
    contact = registry().contact(payload["member"])
    if contact is None:
        return None
    root = url_for("boards.index", _external=True)
    return Letter(
        contact,
        f"{mark}{row.title}",
        {
            "title": row.title,
            "body": row.body.replace("](/", f"]({root}"),
            "html": row.html.replace('href="/', f'href="{root}'),
        },
        member_id=payload["member"],
    )
