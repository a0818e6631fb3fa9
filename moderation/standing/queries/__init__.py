"""What staff sees of members, and members of how they stand."""

from moderation.standing.queries.cases import MemberCase, member_case
from moderation.standing.queries.cleaning import (
    LinkedDomain,
    Reach,
    last_clean_up,
    linked_domains,
    reaches,
)
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
    "LinkedDomain",
    "MemberCase",
    "Person",
    "Reach",
    "due_for_review",
    "ended",
    "last_clean_up",
    "linked_domains",
    "member_called",
    "member_case",
    "person",
    "posts_to_take_back",
    "reaches",
    "suspension",
    "unread_warning",
]
