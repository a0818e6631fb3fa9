"""What moderators look at, and what members see of decisions about them."""

from moderation.queries.auditing import Fault, verify_chain
from moderation.queries.cases import case, conflict
from moderation.queries.copies import flags_by, told_to
from moderation.queries.queue import QueuePage, Row, open_count, queue
from moderation.queries.statements import (
    Told,
    flaggable,
    rules_in_force,
    statement,
    statements,
    thread_for_staff,
    unread_statements,
)

__all__ = [
    "Fault",
    "QueuePage",
    "Row",
    "Told",
    "case",
    "conflict",
    "flaggable",
    "flags_by",
    "open_count",
    "queue",
    "rules_in_force",
    "statement",
    "statements",
    "thread_for_staff",
    "told_to",
    "unread_statements",
    "verify_chain",
]
