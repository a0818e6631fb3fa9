"""Pages of appeals: for who makes one, and for who decides about it."""

from moderation.appeals.views.blueprint import bp
from moderation.appeals.views.members import appeal, appeal_send, words_send
from moderation.appeals.views.staff import decide, item, message

__all__ = [
    "appeal",
    "appeal_send",
    "bp",
    "decide",
    "item",
    "message",
    "words_send",
]
