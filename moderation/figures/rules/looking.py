"""Which decisions get a second look, by whom, and whether two people agree. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from forum.core.answers import YES, Answer, no
from forum.members.models import Member
from moderation import rules
from moderation.models import (
    ActionKind,
    Decision,
    Outcome,
    Reviewable,
    ReviewableKind,
)

LOOKED_AT = frozenset(
    {
        ReviewableKind.FLAGGED_POST,
        ReviewableKind.HELD_POST,
        ReviewableKind.FLAGGED_CARD,
        ReviewableKind.FLAGGED_MEMBER,
    }
)
"""Kinds that moderators decide by the rules. What a law wants is not shown again."""
DIGITS = 12
WHOLE = 100
ALL = float(16**DIGITS)
TOOK_PART = "You took part in this case. Somebody else looks at it."
TAKEN_BACK = "This decision was taken back meanwhile. Nobody has to look at it."


@dataclass(frozen=True, slots=True)
class Seen:
    """What a moderator would have decided, and perhaps why."""

    outcome: Outcome
    rule_code: str | None = None
    note: str = ""


def is_picked(mac: str, percent: float) -> bool:
    """Say whether chance picks a decision; its keyed hash is the chance."""
    return int(mac[:DIGITS], 16) * WHOLE < percent * ALL


def can_be_picked(
    item: Reviewable, decision: Decision, kinds: Collection[ActionKind]
) -> bool:
    """Say whether a colleague could look again: a person decided about words.

    What was destroyed, or decided with many others at once, cannot be seen again.
    """
    by_person = not decision.automated and decision.actor_id is not None
    about_words = item.kind in LOOKED_AT and decision.revision > 0
    is_whole = not rules.DESTROYS & set(kinds)
    return by_person and about_words and is_whole


def may_look(moderator: Member, item: Reviewable, took_part: Collection[int]) -> Answer:
    """Who looks again could have decided the case, and took no part in it."""
    if not (answer := rules.may_handle(moderator, item)):
        return answer
    return no(TOOK_PART) if moderator.id in took_part else YES


def outcomes_for(kind: ReviewableKind) -> tuple[Outcome, Outcome]:
    """Return what a moderator can say they would have decided: by a rule, or not."""
    if kind is ReviewableKind.HELD_POST:
        return Outcome.REJECT, Outcome.APPROVE
    return Outcome.UPHOLD, Outcome.DISMISS


def rests_on_rule(outcome: Outcome) -> bool:
    """Say whether somebody would have decided by a rule."""
    return outcome in {Outcome.UPHOLD, Outcome.REJECT}


def agree(decided: Outcome, by_rule: str | None, seen: Seen) -> bool:
    """Say whether two people came to the same: the outcome, and by the same rule."""
    if rests_on_rule(seen.outcome):
        return decided is seen.outcome and by_rule == seen.rule_code
    if seen.outcome is Outcome.DISMISS:
        return decided in {Outcome.DISMISS, Outcome.NO_ACTION}
    return decided is seen.outcome
