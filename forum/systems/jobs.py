"""Statistics once a quarter, and names that many typed: nobody has to ask."""

from datetime import datetime, timedelta

from forum.core.db import transaction
from forum.core.jobs import Payload, job
from forum.systems import actions, queries
from forum.systems.rules import quarter_of

DAILY = timedelta(days=1)


@job("statistics", every=DAILY, is_public=True)
def take_snapshot(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Make the statistics of this quarter, unless that was done."""
    if not queries.has_looked(quarter_of(now)):
        with transaction():
            actions.take_snapshot(now)
            actions.suggest_what_many_type()
