"""Adding a week that is over to the public log."""

from datetime import date

from forum.core.db import db, insert_once
from moderation.figures import rules
from moderation.figures.models import ListedAct, ListedWeek
from moderation.figures.queries.listing import acts_of_week


def list_week(monday: date) -> None:
    """List what may be listed of a week on its own, and count the others."""
    listed, others = rules.listed_singly(acts_of_week(monday))
    if not insert_once(ListedWeek, {"monday": monday, "others": others}):
        return
    for one in listed:
        db.session.add(ListedAct(mod_action_id=one.key, day=one.day))
