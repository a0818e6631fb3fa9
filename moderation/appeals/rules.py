"""Who appeals what until when, and who decides about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.core.answers import YES, Answer, no
from moderation.measures import Measure
from moderation.models import ActionKind
from moderation.rules import WARNING_LASTS

WRITE_MAX = 3
"""How often each side writes after the appeal itself."""
ALONE_AFTER = timedelta(hours=24)
"""After which time somebody who took part decides if nobody else is there."""
RIGHT_RESTS = timedelta(days=90)
SHORTER = (1, 3, 7, 30)
"""For how many days a limit or a suspension can hold in the place of a longer one."""
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
ANSWERED = "This is the answer to your appeal. One appeal is possible."
ENOUGH = "You wrote three times. A moderator decides from what is here."
TOOK_PART = "You took part in this decision. Somebody else decides about the appeal."
ABOUT_THE_RIGHT = (
    "This appeal is about the right to appeal itself. Grant it or refuse it."
)
ADMINISTRATOR = "Only an administrator decides about this appeal."
OWN = "This is your own appeal. Somebody else decides about it."


@dataclass(frozen=True, slots=True)
class Milder:
    """A measure that can take the place of a harder one."""

    replaces: ActionKind
    measure: Measure
    days: int = 0
    """For how long, counted from the decision before; none for as long as it was."""

    @property
    def key(self) -> str:
        """What the form calls it."""
        return f"{self.replaces}-{self.measure}-{self.days}"


@dataclass(frozen=True, slots=True)
class Appealed:
    """What is known of a decision that somebody wants to appeal."""

    kinds: frozenset[ActionKind]
    until: datetime
    was_taken_back: bool
    was_appealed: bool
    is_answer: bool
    """Whether it is the answer to an appeal itself."""
    is_own_rest: bool
    """Whether it let the right to appeal rest, which can itself be appealed."""
    rests_until: datetime | None


@dataclass(frozen=True, slots=True)
class Judge:
    """A moderator before an appeal, as far as fairness asks."""

    is_appellant: bool
    took_part: bool
    """Whether they made the decision, or reported what it was about."""
    others: int
    """How many are there, besides them, who may decide and took no part."""
    is_administrator: bool


def may_appeal(appealed: Appealed, now: datetime) -> Answer:
    """Say whether a decision can be appealed: once, in time, while the right holds."""
    if appealed.was_appealed or appealed.was_taken_back:
        return no(BEFORE if appealed.was_appealed else TAKEN_BACK)
    if appealed.is_answer and not appealed.is_own_rest:
        return no(ANSWERED)
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


def milder(
    done: Mapping[ActionKind, int | None], since: timedelta
) -> tuple[Milder, ...]:
    """Return what can take the place of what was done, the mildest first.

    `done` says what a decision did and for how many days, `since` how long ago.
    """
    found = list[Milder]()
    for kind in (ActionKind.SUSPEND, ActionKind.LIMIT):
        if kind in done:
            found += _milder_about_member(kind, done[kind], since)
    if ActionKind.WARN in done:
        found = [one for one in found if one.measure is not Measure.WARN]
    found += [
        Milder(kind, Measure.HIDE_UNTIL_EDITED)
        for kind in (ActionKind.REMOVE, ActionKind.REMOVE_THREAD)
        if kind in done
    ]
    return tuple(found)


def _milder_about_member(
    kind: ActionKind, days: int | None, since: timedelta
) -> list[Milder]:
    shorter = [
        one
        for one in SHORTER
        if timedelta(days=one) > since and (not days or one < days)
    ]
    found = []
    if since < WARNING_LASTS:
        found.append(Milder(kind, Measure.WARN))
    if kind is ActionKind.SUSPEND and (not days or since < timedelta(days=days)):
        found.append(Milder(kind, Measure.LIMIT, days or 0))
    same = Measure.SUSPEND if kind is ActionKind.SUSPEND else Measure.LIMIT
    return found + [Milder(kind, same, one) for one in shorter]
