"""Telling members that a decision about them was taken back."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.db import db
from moderation.actions.reasons import BY_PERSON, day_of
from moderation.actions.telling import deliver
from moderation.models import ActionKind, Decision, ModAction, Statement, TargetType

SUBJECTS = {
    TargetType.POST: "We took back a decision about your post",
    TargetType.THREAD: "We took back a decision about your thread",
    TargetType.CARD: "We took back a decision about your system card",
}
OF_ACCOUNT = "We took back a decision about your account"
BACK = {
    ActionKind.HIDE: "Your post is shown as it was before.",
    ActionKind.HIDE_UNTIL_EDITED: "Your post is shown as it was before.",
    ActionKind.REMOVE: "Your post is back as it was before.",
    ActionKind.REMOVE_THREAD: "Your thread is back as it was before.",
    ActionKind.REJECT: "Your post waits for a check again.",
    ActionKind.APPROVE: "Your post waits for a check again.",
    ActionKind.RESTORE: "Your post stands as it did before.",
    ActionKind.MOVE_AND_LOCK: "Your thread is back on its board.",
    ActionKind.LOCK: "Your thread is open again.",
    ActionKind.MOVE: "Your thread is back on its board.",
    ActionKind.SPLIT: "The posts are back in the thread they came from.",
    ActionKind.MERGE: "Your thread stands for itself again.",
    ActionKind.EDIT: "Your post says what it said before.",
    ActionKind.WARN: "The warning is cancelled.",
    ActionKind.LIMIT: "You can write again as before.",
    ActionKind.SUSPEND: "Your account is open as it was before.",
    ActionKind.STRIKE: "The strike is cancelled.",
    ActionKind.HIDE_CARD: "Your system card is shown again.",
    ActionKind.NO_FLAGS: "You can report posts again.",
    ActionKind.NO_APPEALS: "You can appeal again.",
    ActionKind.WATCH_DOMAINS: "Links that you wrote are not watched any more.",
}
"""What was brought back, as whoever it is about reads it."""
ALL_BACK = {
    ActionKind.REMOVE: "Your posts are back as they were before.",
    ActionKind.REJECT: "Your posts wait for a check again.",
}
"""The same, where a decision was about several."""
ELSE_BACK = "What else was done is undone."
LEFT = "This could not be brought back: {what}. {why}"
DONE = {
    ActionKind.REJECT: "the post",
    ActionKind.HIDE: "the post",
    ActionKind.HIDE_UNTIL_EDITED: "the post",
    ActionKind.REMOVE: "the post",
    ActionKind.REMOVE_THREAD: "the thread",
    ActionKind.HIDE_CARD: "the system card",
    ActionKind.REDACT: "the words that were masked",
    ActionKind.PURGE: "what was destroyed",
    ActionKind.EDIT: "the words that were changed",
}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, and of what could not be, why."""

    done: tuple[ModAction, ...] = ()
    left: tuple[tuple[ModAction, str], ...] = ()


def tell_taken_back(
    decision: Decision, made: Decision, restored: Restored, now: datetime
) -> None:
    """Send a correction to everybody who was told of the decision."""
    told = select(Statement).where(Statement.decision_id == decision.id)
    for statement in db.session.scalars(told.order_by(Statement.id)).all():
        parts = [
            about(statement),
            *made.public_reason.strip().split("\n\n"),
            f"We took it back. {BY_PERSON}",
            *outcome_of(restored),
        ]
        deliver(made, statement.member_id, _subject(restored), parts, now)


def about(statement: Statement) -> str:
    """Name a decision that somebody was told of before."""
    day = day_of(statement.delivered_at)
    where = f"/my/decisions/{statement.id}"
    return f"This is about [our decision of {day}]({where}): “{statement.subject}”."


def outcome_of(restored: Restored) -> list[str]:
    """Say what is as it was before, and what cannot be."""
    many = Counter(one.kind for one in restored.done)
    back = [
        ALL_BACK[kind]
        if many[kind] > 1 and kind in ALL_BACK
        else BACK.get(kind, ELSE_BACK)
        for kind in (one.kind for one in reversed(restored.done))
    ]
    left = [
        LEFT.format(what=DONE.get(one.kind, "one of its effects"), why=why)
        for one, why in restored.left
    ]
    return list(dict.fromkeys(back + left))


def _subject(restored: Restored) -> str:
    kinds = [
        one.target_type for one in (*restored.done, *(a for a, _ in restored.left))
    ]
    return next((SUBJECTS[kind] for kind in kinds if kind in SUBJECTS), OF_ACCOUNT)
