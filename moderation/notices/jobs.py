"""Alarms, timers, and what is kept of notices for how long."""

from datetime import datetime

from forum.core.db import db, transaction
from forum.core.jobs import Payload, enqueue, job
from forum.core.retention import kept
from moderation import actions as cases
from moderation.models import Reviewable
from moderation.notices import actions, queries
from moderation.notices.actions.countering import RESTORE
from moderation.notices.actions.filing import ALARM


@job(ALARM)
def alarm(payload: Payload, now: datetime) -> None:
    """Write to everybody on the staff about a case, unless it is decided by then."""
    item = db.session.get(Reviewable, payload["case"])
    if item is None:
        return
    with transaction():
        for member_id in queries.staff_for(item.kind):
            told = {"letter": "urgent_case", "case": item.id, "member": member_id}
            enqueue("mail", told, now, once=f"alarm {payload['job']} {member_id}")


@job(RESTORE)
def restore(payload: Payload, now: datetime) -> None:
    """Let a post be public again after a counter-notice, if nobody decided."""
    with transaction():
        cases.restore_by_time(payload["case"], now)


@kept(
    "who sent a report or a request without an account, and what they wrote",
    "30 days after closing",
)
def forget_contacts(now: datetime) -> int:
    """Blank contacts of notices that were closed a while ago."""
    with transaction():
        return actions.forget_contacts(now)


@kept("numbers and dates of such requests; of copyrights also the work", "24 months")
def forget_notices(now: datetime) -> int:
    """Delete notices that were closed long ago."""
    with transaction():
        return actions.forget_notices(now)


@kept("sealed pictures, preserved because a law wants it", "1 year after the decision")
def forget_sealed(now: datetime) -> int:
    """Destroy what need not be preserved any longer."""
    with transaction():
        return actions.forget_sealed(now)
