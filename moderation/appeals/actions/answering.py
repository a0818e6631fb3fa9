"""Telling a member what became of their appeal."""

from datetime import datetime

from forum.core.db import db
from moderation.actions.correcting import Restored, about, outcome_of
from moderation.actions.reasons import APPEAL_HERE, day_of, rests_on
from moderation.actions.telling import deliver
from moderation.appeals import rules
from moderation.appeals.models import Appeal
from moderation.models import Decision, Outcome, Rule, Statement

SUBJECTS = {
    Outcome.GRANT: "We granted your appeal",
    Outcome.MODIFY: "We changed a decision after your appeal",
    Outcome.REFUSE: "Our decision stands after your appeal",
}
OTHER_PERSON = "You appealed. A person who took no part in the decision looked again."
SAME_PERSON = (
    "You appealed. Nobody else is there to decide, so the person who made the "
    "decision looked again."
)
STANDS = "The decision stands as it was, and so does what we wrote then."
FINAL = (
    "One appeal is possible, so this is final here. The rest of the law stays yours."
)
ABUSIVE = (
    "We found this appeal abusive. You cannot appeal until {until}. Against this "
    "alone you can [appeal{here} once; an administrator decides."
)


def answer(
    appeal: Appeal, decision: Decision, restored: Restored, now: datetime
) -> None:
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
        *outcome_of(restored),
        _what_now(appeal, now) if decision.outcome is not Outcome.GRANT else "",
    ]
    deliver(decision, appeal.appellant_id, SUBJECTS[decision.outcome], parts, now)


def _what_now(appeal: Appeal, now: datetime) -> str:
    if not appeal.was_abusive:
        return FINAL
    until = day_of(now + rules.RIGHT_RESTS)
    return ABUSIVE.format(until=until, here=APPEAL_HERE)
