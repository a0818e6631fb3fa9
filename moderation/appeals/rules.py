"""Who appeals what until when, and who decides about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.core.answers import YES, Answer, no
from moderation.models import ActionKind

WRITE_MAX = 3
"""How often each side writes after the appeal itself."""
ALONE_AFTER = timedelta(hours=24)
"""After which time somebody who took part decides if nobody else is there."""
RIGHT_RESTS = timedelta(days=90)
GIVING = frozenset(
    {
        ActionKind.RESTORE,
        ActionKind.APPROVE,
        ActionKind.UNLOCK,
        ActionKind.PIN,
        ActionKind.UNPIN,
        ActionKind.SHOW_CARD,
        ActionKind.UNWARN,
        ActionKind.UNLIMIT,
        ActionKind.UNSUSPEND,
        ActionKind.REVERSE,
        ActionKind.SAFETY_NOTICE,
    }
)
"""What takes nothing from anybody."""
NOTHING_TAKEN = "There is nothing to appeal: this took nothing from you."
TAKEN_BACK = "We took this decision back already. There is nothing to appeal."
OVER = "The time for an appeal is over."
BEFORE = "You appealed against this decision already. One appeal is possible."
DECIDED = "This appeal is decided. Nothing more can be added."
ENOUGH = "You wrote three times. A moderator decides from what is here."
TOOK_PART = "You took part in this decision. Somebody else decides about the appeal."
ADMINISTRATOR = "Only an administrator decides about this appeal."
OWN = "This is your own appeal. Somebody else decides about it."


@dataclass(frozen=True, slots=True)
class Appealed:
    """What is known of a decision that somebody wants to appeal."""

    kinds: frozenset[ActionKind]
    until: datetime
    was_taken_back: bool
    was_appealed: bool
    is_own_rest: bool
    """Whether it let the right to appeal rest, which can itself be appealed."""
    rests_until: datetime | None


@dataclass(frozen=True, slots=True)
class Judge:
    """A moderator before an appeal, as far as fairness asks."""

    is_appellant: bool
    took_part: bool
    others: int
    """How many moderators are there who took no part."""
    is_administrator: bool


def may_appeal(appealed: Appealed, now: datetime) -> Answer:
    """Say whether a decision can be appealed: once, in time, while the right holds."""
    if appealed.was_appealed:
        return no(BEFORE)
    if appealed.was_taken_back:
        return no(TAKEN_BACK)
    if not appealed.kinds - GIVING:
        return no(NOTHING_TAKEN)
    if now > appealed.until:
        return no(OVER)
    rests = appealed.rests_until
    if rests is not None and rests > now and not appealed.is_own_rest:
        return no(f"You can appeal again from {rests:%B} {rests.day}, {rests.year}.")
    return YES


def may_add(written: int, *, is_decided: bool) -> Answer:
    """Each side writes three times after the appeal, until it is decided."""
    if is_decided:
        return no(DECIDED)
    return no(ENOUGH) if written >= WRITE_MAX else YES


def may_judge(
    judge: Judge, opened_at: datetime, now: datetime, *, needs_administrator: bool
) -> Answer:
    """Whoever took no part decides; else, if nobody is left, after a day."""
    if judge.is_appellant:
        return no(OWN)
    if needs_administrator and not judge.is_administrator:
        return no(ADMINISTRATOR)
    if not judge.took_part:
        return YES
    if judge.others:
        return no(TOOK_PART)
    if now - opened_at < ALONE_AFTER:
        return no("Nobody else can decide. You can after 24 hours.")
    return YES
