"""Whose own matter a case is, and when they may decide it after all.

Nobody decides about their own things, or on what they reported as a member. Where
nobody else can decide, the same person may after a day, and the decision says so.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.core.answers import YES, Answer, no
from forum.members.models import Member
from forum.members.rules import is_suspended
from moderation.models import Reviewable, TargetType
from moderation.rules.deciding import may_handle

ALONE_AFTER = timedelta(hours=24)
"""How long a case waits for somebody else before the same person may decide."""
OWN = {
    TargetType.POST: "This is about your own post.",
    TargetType.THREAD: "This is about your own thread.",
    TargetType.CARD: "This is about your own card.",
    TargetType.MEMBER: "This is about you.",
}
REPORTED = "You reported this yourself."
OTHERS = "Another moderator decides."
WAIT = "Nobody else can decide, so you can 24 hours after it came in."


class Stake(StrEnum):
    """What somebody has to do with a case that they should not decide."""

    OWNS = "owns"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Parties:
    """Who has to do with a case: whose it is, and who reported it as a member."""

    owner_id: int | None
    reporters: frozenset[int] = frozenset()

    def stake_of(self, member_id: int) -> Stake | None:
        """Return what somebody has to do with it; usually nothing."""
        if member_id == self.owner_id:
            return Stake.OWNS
        return Stake.REPORTED if member_id in self.reporters else None


@dataclass(frozen=True, slots=True)
class Fairness:
    """Whether a moderator may decide a case, as far as it is their own matter."""

    may: Answer
    is_same_person: bool = False
    """Whether they may although it is, since nobody else can."""


def is_free_to_decide(
    colleague: Member, item: Reviewable, parties: Parties, now: datetime
) -> bool:
    """Say whether somebody of staff could decide a case that is not their matter."""
    if colleague.deactivated_at is not None or is_suspended(colleague, now):
        return False
    return parties.stake_of(colleague.id) is None and bool(may_handle(colleague, item))


def may_decide(
    moderator: Member,
    item: Reviewable,
    parties: Parties,
    now: datetime,
    *,
    others: bool,
) -> Fairness:
    """Say whether a moderator may decide; `others` says whether somebody else could."""
    if not moderator.is_staff:
        return Fairness(no("This page is for moderators."))
    stake = parties.stake_of(moderator.id)
    if stake is None:
        return Fairness(YES)
    because = OWN.get(item.target_type, "") if stake is Stake.OWNS else REPORTED
    if others:
        return Fairness(no(f"{because} {OTHERS}"))
    if now - item.opened_at < ALONE_AFTER:
        return Fairness(no(f"{because} {WAIT}"))
    return Fairness(YES, is_same_person=True)
