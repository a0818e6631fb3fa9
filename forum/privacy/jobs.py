"""Writing to members when a document changes in a way that matters to them."""

from datetime import datetime, timedelta

from flask import url_for

from forum.core.db import transaction
from forum.core.jobs import Payload, job
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import registry
from forum.privacy import actions, queries
from forum.privacy.documents import Document, lately_changed, version_of


@job("watch documents", every=timedelta(hours=1))
def watch(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """See whether a change was published that members have to be told."""
    changes = [one for one in lately_changed(now.date()) if one.is_material]
    if changes:
        with transaction():
            for document in changes:
                actions.begin_telling(document, now)


@job(actions.TELL)
def tell(payload: Payload, now: datetime) -> None:
    """Put a batch of mail in line, and the next batch behind it."""
    document = _named(payload)
    if document is not None:
        with transaction():
            actions.tell_next(document, payload["after"], now)


@letter("document_changed", MailClass.SERVICE)
def document_changed(payload: Payload, now: datetime) -> Letter | None:
    """Tell a member what changes, from when, and where to read it word by word."""
    document, member_id = _named(payload), payload["member"]
    contact = registry().contact(member_id)
    if document is None or contact is None:
        return None
    if queries.has_acknowledged(member_id, document):
        return None
    address = url_for(
        "privacy.changes", name=document.name, version=document.version, _external=True
    )
    is_policy = document.name == "privacy"
    noun = "privacy statement" if is_policy else "terms of use"
    is_past = document.effective <= now.date()
    verb = "changed" if is_past else "changes" if is_policy else "change"
    day = document.effective
    says = f"Our {noun} {verb} on {day:%B} {day.day}, {day.year}"
    content = {"document": document, "says": f"{says}.", "link": address}
    return Letter(contact, f"[Service] {says}", content, member_id=member_id)


def _named(payload: Payload) -> Document | None:
    return version_of(payload["document"], payload["version"])
