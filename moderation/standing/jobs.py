"""What time does to how members stand, and how long notes about them are kept."""

from datetime import datetime, timedelta

from forum.core.db import transaction
from forum.core.jobs import Payload, job
from forum.core.retention import kept
from moderation.standing import actions, queries

REVIEW = (
    "This suspension has no end, and was not looked at for twelve months. Decide "
    "whether it goes on."
)


@job("measures ended", every=timedelta(minutes=10))
def note_ended(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Note limits and suspensions that ended by themselves; each is told once."""
    for member_id, what in queries.ended(now):
        with transaction():
            actions.note_ended(member_id, what, now)


@job("suspensions without an end", every=timedelta(days=1))
def review_endless(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Bring members before the moderators who were suspended a year ago, open-ended."""
    for member_id in queries.due_for_review(now):
        with transaction():
            actions.ask_again(member_id, REVIEW, now)


@kept(
    "notes of moderators on a member",
    "24 months, or until the day that a note names",
)
def forget_notes(now: datetime) -> int:
    """Delete notes whose time is over."""
    with transaction():
        return actions.forget_ended_notes(now) + actions.forget_old_notes(now)
