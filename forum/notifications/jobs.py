"""What follows some time after members were told: mail, digests, forgetting."""

from datetime import datetime, timedelta

from flask import current_app

from forum.core.db import transaction
from forum.core.jobs import Payload, job, take_out
from forum.core.retention import kept
from forum.notifications import actions, queries, rules
from forum.settings import Settings

LOOK_EVERY = timedelta(minutes=10)


@job(actions.MAIL_POST)
def mail_post(payload: Payload, now: datetime) -> None:
    """Put mail about a post in line, a batch at a time."""
    with transaction():
        if take_out(payload):
            actions.hand_out(payload["post"], payload["after"], now)


@job(actions.TELL_ALL)
def tell_all(payload: Payload, now: datetime) -> None:
    """Tell every member of an announcement."""
    with transaction():
        actions.tell_all(payload["announcement"], now)


@job("digests", every=LOOK_EVERY)
def plan_digests(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Put the digests in line whose hour has come; each day's at most once."""
    settings: Settings = current_app.extensions["settings"]
    local, after = now.astimezone(settings.zone), 0
    while True:
        with transaction():
            found = queries.candidates(local.date(), local.hour, after, actions.BATCH)
            for one in found:
                slot = rules.slot(now, one.hour, settings.zone)
                if slot is not None and one.settled_at <= slot:
                    actions.plan_digest(one, now, local)
        if len(found) < actions.BATCH:
            return
        after = found[-1].member_id


@kept("notifications", "90 days")
def forget_notifications(now: datetime) -> int:
    """Delete notifications that are past their time."""
    with transaction():
        return actions.forget(now)
