"""What is known of appeals: for the member who made one, and for who decides."""

from moderation.appeals.queries.judging import (
    AppealCase,
    case,
    judge_of,
    milder,
    needs_administrator,
)
from moderation.appeals.queries.own import (
    appeal_in,
    appeal_of,
    appealed,
    count_of,
    key_of_case,
    own_appeal,
    own_words,
    taken_from,
    written,
)

__all__ = [
    "AppealCase",
    "appeal_in",
    "appeal_of",
    "appealed",
    "case",
    "count_of",
    "judge_of",
    "key_of_case",
    "milder",
    "needs_administrator",
    "own_appeal",
    "own_words",
    "taken_from",
    "written",
]
