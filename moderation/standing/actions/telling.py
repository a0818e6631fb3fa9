"""Telling members about measures on their account, at the start and at the end."""

from datetime import datetime

from forum.core.db import db
from forum.members.rules import until
from moderation.actions.reasons import (
    BY_PERSON,
    NOTICED,
    REPORTED,
    Reasons,
    objection,
    rests_on,
)
from moderation.actions.telling import deliver
from moderation.models import (
    ActionKind,
    Decision,
    Reviewable,
    ReviewableKind,
    Rule,
)

ABOUT = "This is about [your account](/my)."

SUBJECTS = {
    ActionKind.WARN: "A warning from the moderators",
    ActionKind.LIMIT: "You can read but not write for a while",
    ActionKind.SUSPEND: "Your account is suspended",
    ActionKind.EDIT: "We took away words of your profile",
    ActionKind.UNWARN: "Your warning has ended",
    ActionKind.UNLIMIT: "You can write again",
    ActionKind.UNSUSPEND: "Your account is open again",
    ActionKind.PROBATION: "About your first time here",
    ActionKind.REMOVE: "We removed what you posted",
    ActionKind.RESTORE: "What you posted is back",
}
MEANS = {
    ActionKind.WARN: "This is a warning. It expires on {day}. Before you post again, "
    "you are asked to say that you have read it.",
    ActionKind.LIMIT: "You can read, save drafts and take back what you wrote, but "
    "neither post nor report {until}.",
    ActionKind.SUSPEND: "Your account is suspended {until}. You can still take back "
    "what you wrote, get a copy of your data, delete your account, and object.",
    ActionKind.EDIT: "What you said about yourself in your own words is gone from "
    "your profile. You can write something else.",
}


def tell_member(
    decision: Decision,
    member_id: int,
    kind: ActionKind,
    holds_until: datetime | None,
    rule: Rule | None,
    now: datetime,
) -> None:
    """Write the statement of reasons about a member's account and have it mailed."""
    if rule is None:
        deliver(decision, member_id, SUBJECTS[kind], _friendly(decision), now)
        return
    item = db.session.get_one(Reviewable, decision.reviewable_id)
    is_reported = item.kind is ReviewableKind.FLAGGED_MEMBER
    parts = Reasons(
        what=ABOUT,
        facts=decision.public_reason,
        rule=rests_on(rule),
        how=REPORTED if is_reported else NOTICED,
        by=BY_PERSON,
        scope=meaning(kind, holds_until),
        objection=objection(now),
    ).parts()
    deliver(decision, member_id, SUBJECTS[kind], parts, now)


def _friendly(decision: Decision) -> list[str]:
    """Return what is told of something that takes nothing away."""
    return [ABOUT, *decision.public_reason.strip().split("\n\n"), BY_PERSON]


def meaning(kind: ActionKind, holds_until: datetime | None) -> str:
    """Say what a measure means for the member."""
    day = until(holds_until).removeprefix("until ")
    return MEANS.get(kind, "").format(until=until(holds_until), day=day)
