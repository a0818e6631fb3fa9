"""Letters about one's rights: each an answer to what was asked for."""

from datetime import datetime

from flask import url_for

from forum.core.db import db, locked
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import Contact, registry
from forum.rights import actions
from forum.rights.models import Erasure, LegalExport


@letter("copy_ready", MailClass.TRANSACTIONAL)
def copy_ready(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell a member that the copy of their data is made."""
    contact = registry().contact(payload["member"])
    if contact is None:
        return None
    url = url_for("rights.copy", _external=True)
    return Letter(contact, "The copy of your data is ready", {"url": url})


@letter("erasure_asked", MailClass.TRANSACTIONAL)
def erasure_asked(payload: Payload, now: datetime) -> Letter | None:
    """Say when an account will be deleted, and how to stop that; twice."""
    known = db.session.get(Erasure, payload["erasure"])
    if known is None or known.cancelled_at or known.begun_at or known.due_at <= now:
        return None
    erasure = locked(Erasure, known.id)
    contact = registry().contact(erasure.member_id)
    if contact is None:
        return None
    link = actions.stop_link(erasure)
    url = url_for("rights.stop", link=link, _external=True)
    day = f"{erasure.due_at:%B} {erasure.due_at.day}, {erasure.due_at.year}"
    return Letter(contact, "Your account will be deleted", {"url": url, "day": day})


@letter("erased", MailClass.TRANSACTIONAL)
def erased(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell somebody who was erased how much went, and what a search still found."""
    erasure = db.session.get(Erasure, payload["erasure"])
    if erasure is None or erasure.contact is None:
        return None
    return Letter(
        Contact("", erasure.contact),
        "Your account is deleted",
        {"erasure": erasure},
    )


@letter("legal_export", MailClass.SERVICE)
def legal_export(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell a member what was disclosed about them, and to whom."""
    entry = db.session.get(LegalExport, payload["legal_export"])
    contact = registry().contact(entry.subject_id) if entry is not None else None
    if entry is None or contact is None:
        return None
    return Letter(
        contact, "[Service] We had to disclose data about you", {"entry": entry}
    )
