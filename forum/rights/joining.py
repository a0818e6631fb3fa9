"""Where members' rights join what stands below: who leaves, and who comes back."""

from datetime import datetime

from flask import Flask

from forum.members.news import Leave, leaving
from forum.rights import actions


def init_app(app: Flask) -> None:
    """Take part when somebody leaves."""
    leaving.add(app, _leaves)


def _leaves(member_id: int, what: Leave, now: datetime, /) -> None:
    """Have the rest erased of who leaves for good; let who comes back stay."""
    if what is Leave.ERASE:
        actions.erase_now(member_id, actions.Wish(), now)
    if what is Leave.REACTIVATE:
        actions.refuse_begun(member_id, now)
        actions.cancel_of(member_id, now)
