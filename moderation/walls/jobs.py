"""Reminders of posts that wait, and what the walls do not keep for ever."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.jobs import Payload, enqueue, job
from forum.core.retention import kept
from moderation.walls import actions, queries


@job(actions.REMINDER)
def remind(payload: Payload, now: datetime) -> None:
    """Write to whoever looks after a board about a post, if it still waits."""
    item = queries.waiting_case(payload["post"])
    if item is None:
        return
    with transaction():
        for member_id in queries.staff_of(item.board_id):
            told = {"letter": "held_post", "case": item.id, "member": member_id}
            enqueue("mail", told, now, once=f"held {payload['job']} {member_id}")


@kept("a number by which posts with the same words are known", "24 hours")
def forget_likenesses(now: datetime) -> int:
    """Delete what posts are like."""
    with transaction():
        return actions.forget_likenesses(now)


@kept("why a post waited for a moderator, as points without words", "180 days")
def forget_holds(now: datetime) -> int:
    """Delete why posts were held long ago."""
    with transaction():
        return actions.forget_holds(now)
