"""Putting what another forum had where it belongs here, many rows at a time.

Each of these runs in one transaction, with the place that was reached in it: what
is killed goes on after the last of them.
"""

from forum.moving.foreign.actions.here import Ready
from forum.moving.foreign.actions.people import (
    Taken,
    forget_unclaimed,
    lead,
    note_place,
    take_boards,
    take_members,
)
from forum.moving.foreign.actions.posts import take_posts

__all__ = [
    "Ready",
    "Taken",
    "forget_unclaimed",
    "lead",
    "note_place",
    "take_boards",
    "take_members",
    "take_posts",
]
