"""What moderators look at, and what members see of decisions about them."""

from moderation.queries.auditing import Fault, verify_chain
from moderation.queries.batches import (
    Outcomes,
    Pick,
    batch_made,
    outcomes,
    picks,
)
from moderation.queries.cards import CardCase, card_case, reportable_card
from moderation.queries.cases import case, conflict, rules_to_choose, words_to_start
from moderation.queries.copies import flags_by, told_to
from moderation.queries.flags import (
    OwnFlag,
    ReportRight,
    flags_of,
    judged_flags,
    right_to_report,
    unread_counts,
    unseen_flags,
)
from moderation.queries.queue import (
    Choices,
    Live,
    QueuePage,
    act_of,
    choices,
    live,
    next_case,
    open_count,
    queue,
)
from moderation.queries.reversing import (
    Reversal,
    reversal,
    reversal_of_case,
    was_taken_back,
)
from moderation.queries.rows import Row
from moderation.queries.statements import (
    Told,
    flaggable,
    own_statement,
    rules_in_force,
    statement,
    statements,
    thread_for_staff,
    unread_statements,
)
from moderation.queries.team import Colleague, boards_to_assign, keys_of, team
from moderation.queries.threads import (
    board_id,
    board_slug,
    boards_to_choose,
    posts_to_choose,
)

__all__ = [
    "CardCase",
    "Choices",
    "Colleague",
    "Fault",
    "Live",
    "Outcomes",
    "OwnFlag",
    "Pick",
    "QueuePage",
    "ReportRight",
    "Reversal",
    "Row",
    "Told",
    "act_of",
    "batch_made",
    "board_id",
    "board_slug",
    "boards_to_assign",
    "boards_to_choose",
    "card_case",
    "case",
    "choices",
    "conflict",
    "flaggable",
    "flags_by",
    "flags_of",
    "judged_flags",
    "keys_of",
    "live",
    "next_case",
    "open_count",
    "outcomes",
    "own_statement",
    "picks",
    "posts_to_choose",
    "queue",
    "reportable_card",
    "reversal",
    "reversal_of_case",
    "right_to_report",
    "rules_in_force",
    "rules_to_choose",
    "statement",
    "statements",
    "team",
    "thread_for_staff",
    "told_to",
    "unread_counts",
    "unread_statements",
    "unseen_flags",
    "verify_chain",
    "was_taken_back",
    "words_to_start",
]
