"""What staff sees of members, and members of how they stand."""

from moderation.standing.queries.cases import MemberCase, member_case
from moderation.standing.queries.cleaning import Reach, last_clean_up, reaches
from moderation.standing.queries.people import (
    Person,
    due_for_review,
    ended,
    member_called,
    person,
    posts_to_take_back,
    suspension,
    unread_warning,
)

__all__ = [
    "MemberCase",
    "Person",
    "Reach",
    "due_for_review",
    "ended",
    "last_clean_up",
    "member_called",
    "member_case",
    "person",
    "posts_to_take_back",
    "reaches",
    "suspension",
    "unread_warning",
]
