"""Where appeals join the page of a decision: what a member can do against it."""

from datetime import datetime

from flask import url_for

from moderation.actions.reasons import day_of
from moderation.appeals import queries, rules
from moderation.models import Outcome, Statement
from moderation.pages import Objection

BECAME = {
    Outcome.GRANT: "You appealed, and we granted it.",
    Outcome.MODIFY: "You appealed, and we changed the decision.",
    Outcome.REFUSE: "You appealed, and the decision stands.",
}
WAITS = "You appealed. Somebody who took no part in the decision looks at it."


def how_to_object(statement: Statement, now: datetime) -> Objection | None:
    """Say how a member appeals, or what became of it; nothing if nothing was taken."""
    url = url_for("appeals.appeal", statement_id=statement.id)
    appeal = queries.appeal_of(statement.decision_id)
    if appeal is not None:
        said = BECAME[appeal.outcome] if appeal.outcome else WAITS
        return Objection(said, "Read your appeal", url)
    can = rules.may_appeal(queries.appealed(statement), now)
    if can:
        until = day_of(statement.appeal_until)
        return Objection(
            f"You can appeal until {until}, once. Somebody who took no part in the "
            "decision looks again.",
            "Appeal",
            url,
        )
    return None if can.because == rules.NOTHING_TAKEN else Objection(can.because)
