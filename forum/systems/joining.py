"""Where system cards join what stands below them: profiles, sign-in, leaving."""

from datetime import datetime

from flask import Flask

from forum.core.clock import utcnow
from forum.members.news import ClaimedSystem, Leave, cards_of, leaving, systems_claim
from forum.systems import actions, queries


def init_app(app: Flask) -> None:
    """Show cards on profiles, take what the registration knows, leave with a member."""
    cards_of.add(app, queries.cards_on_profile)
    systems_claim.add(app, _claimed)
    leaving.add(app, _leaves)


def _claimed(member_id: int, systems: list[ClaimedSystem], /) -> None:
    actions.take_claims(member_id, systems, utcnow())


def _leaves(member_id: int, what: Leave, now: datetime, /) -> None:
    """Remove the cards of who is erased; whoever only pauses keeps them, unseen."""
    if what is Leave.ERASE:
        actions.remove_all(member_id, now)
