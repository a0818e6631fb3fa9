"""Telling a member what became of their appeal."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.db import db
from forum.members.rules import until as until_when
from moderation.actions.correcting import Restored, about, outcome_of
from moderation.actions.effect import Effect
from moderation.actions.reasons import APPEAL_HERE, BY_PERSON, day_of, rests_on
from moderation.actions.telling import deliver
from moderation.appeals import rules
from moderation.appeals.actions.returning import Publishing
from moderation.appeals.models import Appeal
from moderation.models import ActionKind, Decision, Outcome, Rule, Statement

SUBJECTS = {
    Outcome.GRANT: "We granted your appeal",
    Outcome.MODIFY: "We changed a decision after your appeal",
    Outcome.REFUSE: "Our decision stands after your appeal",
}
OTHER_PERSON = "You appealed. A person who took no part in the decision looked again."
SAME_PERSON = (
    "You appealed. Nobody else is there to decide, so somebody who took part in the "
    "decision looked again."
)
STANDS = "The decision stands as it was, and so does what we wrote then."
TO_OTHERS = "We took back a decision that you were told of"
PUBLISHED = "Your post is public now."
WAITS = (
    "Your post was changed since the decision. A moderator reads it as it is now "
    "before it is public."
)
INSTEAD = {
    ActionKind.HIDE_UNTIL_EDITED: "Your post is hidden instead, until you edit it; a "
    "moderator will read it again and make it public.",
    ActionKind.WARN: "In its place this is a warning. It expires on {day}.",
    ActionKind.LIMIT: "In its place you can read, save drafts and take back what you "
    "wrote, but neither post nor report {until}.",
    ActionKind.SUSPEND: "In its place your account is suspended {until}.",
}
"""What takes the place of a harder measure, as the member reads it."""
FINAL = (
    "One appeal is possible, so this is final here. "
    "What the law gives you besides stays yours."
)
ABUSIVE = (
    "We found this appeal abusive. You cannot appeal until {until}. Against this "
    "alone you can [appeal{here} once; an administrator decides."
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What an appeal came to."""

    restored: Restored
    publishing: Publishing | None = None
    eased: Effect | None = None
    """What took the place of a measure that was taken back."""
    replaced: ActionKind | None = None

    @property
    def effects(self) -> list[Effect]:
        """What was done besides taking back."""
        published = self.publishing.effects if self.publishing else []
        return [*published, *([self.eased] if self.eased else [])]


def answer(appeal: Appeal, decision: Decision, done: Answered, now: datetime) -> None:
    """Write the statement about an appeal and have it mailed."""
    statement = db.session.get_one(Statement, appeal.statement_id)
    rule = db.session.get(Rule, decision.rule_code) if decision.rule_code else None
    is_refused = decision.outcome is Outcome.REFUSE
    parts = [
        about(statement),
        SAME_PERSON if appeal.by_same_person else OTHER_PERSON,
        *decision.public_reason.strip().split("\n\n"),
        rests_on(rule) if decision.outcome is not Outcome.GRANT else "",
        STANDS if is_refused else "",
        *_outcome(done),
        _what_now(appeal, now) if decision.outcome is not Outcome.GRANT else "",
    ]
    deliver(decision, appeal.appellant_id, SUBJECTS[decision.outcome], parts, now)


def tell_others(
    appeal: Appeal, decision: Decision, restored: Restored, now: datetime
) -> None:
    """Tell others who were told of a decision that it was taken back."""
    told = select(Statement).where(
        Statement.decision_id == appeal.decision_id,
        Statement.member_id != appeal.appellant_id,
    )
    for statement in db.session.scalars(told.order_by(Statement.id)).all():
        parts = [about(statement), f"We took it back. {BY_PERSON}"]
        parts += outcome_of(restored)
        deliver(decision, statement.member_id, TO_OTHERS, parts, now)


def _outcome(done: Answered) -> list[str]:
    """Say what is back, what is public, and what took the place of what."""
    said, publishing, told = list[str](), done.publishing, set[ActionKind]()
    if publishing is not None and (publishing.effects or publishing.waits):
        said.append(PUBLISHED if publishing.effects else WAITS)
        told.add(ActionKind.REJECT)
    if done.eased is not None and done.replaced is not None:
        until = until_when(done.eased.expires_at)
        day = until.removeprefix("until ")
        said.append(INSTEAD[done.eased.kind].format(until=until, day=day))
        told.add(done.replaced)
    back = tuple(one for one in done.restored.done if one.kind not in told)
    return said + outcome_of(Restored(back, done.restored.left))


def _what_now(appeal: Appeal, now: datetime) -> str:
    if not appeal.was_abusive:
        return FINAL
    until = day_of(now + rules.RIGHT_RESTS)
    return ABUSIVE.format(until=until, here=APPEAL_HERE)
