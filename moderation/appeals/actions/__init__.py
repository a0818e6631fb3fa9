"""What members and moderators do about appeals."""

from moderation.appeals.actions.appealing import add_words, appeal
from moderation.appeals.actions.forgetting import forget_member, redact_words
from moderation.appeals.actions.judging import JudgedAppeal, judge

__all__ = [
    "JudgedAppeal",
    "add_words",
    "appeal",
    "forget_member",
    "judge",
    "redact_words",
]
