"""The letter about a post that waits: class service, to whoever looks after a board."""

from datetime import datetime

from flask import url_for

from forum.core.db import db
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import registry
from moderation import rules as case_rules
from moderation.models import Reviewable
from moderation.walls import queries, rules


@letter("held_post", MailClass.SERVICE)
def held_post(payload: Payload, now: datetime) -> Letter | None:
    """Tell one of the staff about a post that waits for approval, if it still does."""
    item = db.session.get(Reviewable, payload["case"])
    contact = registry().contact(payload["member"])
    if item is None or contact is None or not case_rules.is_open(item):
        return None
    hours = int((now - item.opened_at).total_seconds() // 3600)
    score = queries.score_of(item.target_id)
    said = {
        "hours": hours,
        "alert": score >= rules.ALERT_AT,
        "url": url_for("moderation.item", item_id=item.id, _external=True),
    }
    return Letter(contact, "[Service] A post waits for approval", said)
