"""Pages of moderation: reporting, the queue, the rules, reasons for decisions."""

from moderation.views.blueprint import bp
from moderation.views.members import (
    decision,
    decision_read,
    decisions,
    flag,
    flag_send,
    rules_page,
)
from moderation.views.queue import claim, decide, item, queue, release, review
from moderation.views.threads import thread, thread_send

__all__ = [
    "bp",
    "claim",
    "decide",
    "decision",
    "decision_read",
    "decisions",
    "flag",
    "flag_send",
    "item",
    "queue",
    "release",
    "review",
    "rules_page",
    "thread",
    "thread_send",
]
