"""Pages of moderation: reporting, the queue, the rules, reasons for decisions."""

from moderation.views.blueprint import bp
from moderation.views.cards import (
    card_decide,
    card_item,
    card_review,
    flag_card,
    flag_card_send,
)
from moderation.views.flags import flags
from moderation.views.members import (
    decision,
    decision_read,
    decisions,
    rules_page,
)
from moderation.views.queue import claim, decide, item, queue, release, review
from moderation.views.threads import thread, thread_send

__all__ = [
    "bp",
    "card_decide",
    "card_item",
    "card_review",
    "claim",
    "decide",
    "decision",
    "decision_read",
    "decisions",
    "flag_card",
    "flag_card_send",
    "flags",
    "item",
    "queue",
    "release",
    "review",
    "rules_page",
    "thread",
    "thread_send",
]
