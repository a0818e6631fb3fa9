"""The letter about a case that waits too long: class service, to who may decide."""

from datetime import datetime
from urllib.parse import urljoin

from flask import url_for

from forum.core.db import db
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.models import Member
from forum.members.registry import registry
from moderation import rules as case_rules
from moderation.addresses import case_url
from moderation.models import Reviewable


@letter("late_case", MailClass.SERVICE)
def late_case(payload: Payload, now: datetime) -> Letter | None:
    """Tell one of the staff how long a case waits, if it still does."""
    item = db.session.get(Reviewable, payload["case"])
    member = db.session.get(Member, payload["member"])
    contact = registry().contact(payload["member"])
    if item is None or member is None or contact is None:
        return None
    if not case_rules.is_open(item) or not case_rules.may_handle(member, item):
        return None
    root = url_for("boards.index", _external=True)
    said = {
        "kind": case_rules.KINDS[item.kind],
        "hours": int((now - item.opened_at).total_seconds() // 3600),
        "url": urljoin(root, case_url(item.kind, item.id)),
    }
    return Letter(contact, "[Service] A case waits too long", said)
