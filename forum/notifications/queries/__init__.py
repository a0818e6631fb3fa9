"""What is asked about notifications."""

from forum.notifications.queries.digests import (
    Candidate,
    Item,
    candidates,
    digest_numbered,
    items,
    removed,
    thanks_in,
)
from forum.notifications.queries.mailing import About, Due, about, due_mail, wish_of
from forum.notifications.queries.page import Entry, Told, count_new, told_to
from forum.notifications.queries.recipients import (
    is_in_force,
    is_there,
    newly_mentioned,
    recipients,
    told_of_mention,
)

__all__ = [
    "About",
    "Candidate",
    "Due",
    "Entry",
    "Item",
    "Told",
    "about",
    "candidates",
    "count_new",
    "digest_numbered",
    "due_mail",
    "is_in_force",
    "is_there",
    "items",
    "newly_mentioned",
    "recipients",
    "removed",
    "thanks_in",
    "told_of_mention",
    "told_to",
    "wish_of",
]
