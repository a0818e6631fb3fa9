"""Letters about measures that ended by themselves: class service."""

from datetime import datetime

from flask import url_for

from forum.core.db import db
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.models import Member
from forum.members.registry import registry
from forum.members.rules import is_limited, is_suspended
from moderation.standing.rules import Ending

SUBJECTS = {
    Ending.LIMIT: "You can write again",
    Ending.SUSPENSION: "Your account is open again",
}


@letter("measure_ended", MailClass.SERVICE)
def measure_ended(payload: Payload, now: datetime) -> Letter | None:
    """Tell a member that a limit or a suspension is over, unless another one holds."""
    member = db.session.get(Member, payload["member"])
    contact = registry().contact(payload["member"])
    if member is None or contact is None:
        return None
    if is_suspended(member, now) or is_limited(member, now):
        return None
    what = Ending(payload["what"])
    url = url_for("boards.index", _external=True)
    return Letter(
        contact,
        f"[Service] {SUBJECTS[what]}",
        {"is_limit": what is Ending.LIMIT, "url": url},
    )
