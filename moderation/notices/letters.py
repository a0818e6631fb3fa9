"""Letters about notices: to whoever asked, to whoever it concerns, to the staff."""

from collections.abc import Mapping
from datetime import datetime

from flask import url_for

from forum.core.db import db
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import Contact, registry
from moderation import rules as case_rules
from moderation.models import Reviewable
from moderation.notices import queries
from moderation.notices.models import Notice


@letter("notice_received", MailClass.TRANSACTIONAL)
def notice_received(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Confirm that a notice is here, with a link to where it stands."""
    notice = db.session.get(Notice, payload["notice"])
    if notice is None or not notice.email:
        return None
    said = {"what": queries.LABELS[notice.kind], "url": _url(notice)}
    subject = f"We have your notice {notice.reference}"
    return Letter(Contact("", notice.email), subject, _with_number(notice, said))


@letter("notice_decided", MailClass.TRANSACTIONAL)
def notice_decided(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell who asked what became of it, and how to object."""
    notice = db.session.get(Notice, payload["notice"])
    if notice is None or not notice.email:
        return None
    root = url_for("boards.index", _external=True)
    said = {"posts": queries.standing_of(notice.id), "root": root, "url": _url(notice)}
    subject = f"We decided about your notice {notice.reference}"
    return Letter(Contact("", notice.email), subject, _with_number(notice, said))


@letter("counter_notice", MailClass.TRANSACTIONAL)
def counter_notice(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Hand a counter-notice to whoever complained, as the law wants it."""
    notice = db.session.get(Notice, payload["notice"])
    complaint = queries.complaint_behind(payload["notice"])
    if notice is None or complaint is None or not complaint.email:
        return None
    said = {
        "notice": notice,
        "posts": queries.standing_of(notice.id),
        "root": url_for("boards.index", _external=True),
        "not_before": case_rules.weekdays_after(
            notice.received_at, case_rules.RESTORED_AFTER
        ),
    }
    subject = f"A counter-notice to your notice {complaint.reference}"
    return Letter(Contact("", complaint.email), subject, _with_number(complaint, said))


@letter("account_locked", MailClass.TRANSACTIONAL)
def account_locked(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell a member that their account is locked, why, and what they can do."""
    contact = registry().contact(payload["member"])
    if contact is None:
        return None
    return Letter(contact, "Your account is locked for now")


@letter("urgent_case", MailClass.SERVICE)
def urgent_case(payload: Payload, now: datetime) -> Letter | None:
    """Tell one of the staff about a case that cannot wait, if it still waits."""
    item = db.session.get(Reviewable, payload["case"])
    contact = registry().contact(payload["member"])
    if item is None or contact is None or not case_rules.is_open(item):
        return None
    due = case_rules.due_at(item.kind, item.opened_at)
    said = {
        "kind": case_rules.KINDS[item.kind],
        "left": case_rules.time_left(due, now),
        "url": url_for("moderation.item", item_id=item.id, _external=True),
    }
    return Letter(contact, f"[Service] A case cannot wait: {said['kind']}", said)


def _url(notice: Notice) -> str:
    key = queries.key_of(notice.reference)
    return url_for(
        "notices.status", reference=notice.reference, key=key, _external=True
    )


def _with_number(notice: Notice, said: Mapping[str, object]) -> dict[str, object]:
    return {"reference": notice.reference, "kind": str(notice.kind), **said}
