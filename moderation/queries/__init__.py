"""What moderators look at, and what members see of decisions about them."""

from moderation.queries.auditing import Fault, verify_chain
from moderation.queries.cards import CardCase, card_case, reportable_card
from moderation.queries.cases import case, conflict
from moderation.queries.copies import flags_by, told_to
from moderation.queries.flags import OwnFlag, flags_of
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
    "CardCase",
    "Fault",
    "OwnFlag",
    "QueuePage",
    "Row",
    "Told",
    "card_case",
    "case",
    "conflict",
    "flaggable",
    "flags_by",
    "flags_of",
    "open_count",
    "queue",
    "reportable_card",
    "rules_in_force",
    "statement",
    "statements",
    "thread_for_staff",
    "told_to",
    "unread_statements",
    "verify_chain",
]
