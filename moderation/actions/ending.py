"""Ending what nobody has to decide any more: what it was about is gone.

No case closes without a decision. This one is made by a rule and by nobody: it says
that nothing was done, closes the reports, and stands in the log.
"""

from datetime import datetime

from forum.core.db import db
from moderation.actions.auditing import Act, record
from moderation.actions.deciding import close
from moderation.models import Decision, Outcome, Reviewable

CARD_GONE = "Its owner removed the card."
MEMBER_GONE = "The member was erased."


def end_by_rule(item: Reviewable, why: str, now: datetime) -> Decision:
    """Close a case about something that is gone, by an automated decision."""
    decision = Decision(
        reviewable_id=item.id,
        reviewable_version=item.version,
        revision=0,
        outcome=Outcome.NO_ACTION,
        internal_note=why,
        automated=True,
        decided_at=now,
    )
    db.session.add(decision)
    db.session.flush()
    close(item, decision, [], now)
    about = str(item.target_type), item.target_id
    record(None, Act("withdrawn", *about, item.id, decision.id), now)
    return decision
