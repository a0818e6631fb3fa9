"""What comes first in the queue, and until when a law wants a decision."""

from datetime import datetime, timedelta

from moderation.models import FlagReason, ReviewableKind

HELD_WEIGHT = 50
FLAGGER_WEIGHT = 10
FLAGGERS_WEIGHT_MAX = 30
WAITING_WEIGHT_MAX = 48
WEIGHTS = {
    FlagReason.PERSONAL_INFORMATION: 100,
    FlagReason.ILLEGAL: 90,
    FlagReason.UNDER_13: 90,
    FlagReason.UNSAFE_ADVICE: 80,
    FlagReason.HARASSMENT: 70,
    FlagReason.SPAM: 60,
    FlagReason.OTHER: 40,
    FlagReason.OFF_SUBJECT: 20,
    FlagReason.ABUSE_OF_MINORS: 100,
}
KIND_WEIGHTS = {
    ReviewableKind.TAKE_IT_DOWN: 110,
    ReviewableKind.RESTRICTED_HOLD: 110,
    ReviewableKind.PRIVACY_REQUEST: 100,
    ReviewableKind.COPYRIGHT: 80,
    ReviewableKind.COUNTER_NOTICE: 80,
    ReviewableKind.APPEAL: 75,
}
"""Of cases that are opened by something else than a report."""
COME_FIRST = frozenset({ReviewableKind.TAKE_IT_DOWN, ReviewableKind.RESTRICTED_HOLD})
WITHIN = {
    ReviewableKind.TAKE_IT_DOWN: timedelta(hours=48),
    ReviewableKind.PRIVACY_REQUEST: timedelta(days=45),
}
"""In which time a law wants a decision."""
RESTORED_AFTER = 12
"""Weekdays after a counter-notice: at least ten business days, also if two of them
are holidays, and never more than fourteen."""
SATURDAY = 5


def weight_of(reasons: list[FlagReason]) -> int:
    """Return the priority before waiting time: the gravest reason, more for more."""
    lightest = WEIGHTS[FlagReason.OFF_SUBJECT]
    gravest = max((WEIGHTS[reason] for reason in reasons), default=lightest)
    more = min(FLAGGERS_WEIGHT_MAX, FLAGGER_WEIGHT * max(0, len(reasons) - 1))
    return gravest + more


def priority(weight: int, opened_at: datetime, now: datetime) -> int:
    """Return what the queue is ordered by: weight and one for each hour waiting."""
    waiting = int((now - opened_at).total_seconds() // 3600)
    return weight + max(0, min(WAITING_WEIGHT_MAX, waiting))


def due_at(kind: ReviewableKind, opened_at: datetime) -> datetime | None:
    """Return until when a law wants a decision; None if it names no time."""
    if kind is ReviewableKind.COUNTER_NOTICE:
        return weekdays_after(opened_at, RESTORED_AFTER)
    within = WITHIN.get(kind)
    return opened_at + within if within else None


def weekdays_after(moment: datetime, count: int) -> datetime:
    """Return the same hour some weekdays later."""
    while count:
        moment += timedelta(days=1)
        count -= moment.weekday() < SATURDAY
    return moment


def time_left(due: datetime | None, now: datetime) -> str:
    """Say how much of a time is left; nothing if there is none."""
    if due is None:
        return ""
    hours = int((due - now).total_seconds() // 3600)
    if hours < 0:
        return "overdue"
    if hours < LAST_HOURS:
        return f"{hours} hour{'' if hours == 1 else 's'} left"
    return f"{hours // 24} days left"


LAST_HOURS = 72
KINDS = {
    ReviewableKind.FLAGGED_POST: "Report",
    ReviewableKind.FLAGGED_CARD: "Report",
    ReviewableKind.HELD_POST: "Held",
    ReviewableKind.PRIVACY_REQUEST: "Privacy request",
    ReviewableKind.TAKE_IT_DOWN: "Take it down",
    ReviewableKind.COPYRIGHT: "Copyright notice",
    ReviewableKind.COUNTER_NOTICE: "Counter-notice",
    ReviewableKind.RESTRICTED_HOLD: "Restricted",
    ReviewableKind.FLAGGED_MEMBER: "Report",
    ReviewableKind.APPEAL: "Appeal",
    ReviewableKind.MODERATOR_ACT: "Moderator",
}
