"""What is done: marking the answer, thanking, bookmarking, ignoring."""

from forum.reactions.actions.answering import (
    mark_answer,
    settle_answers,
    take_mark_back,
    unmark,
)
from forum.reactions.actions.bookmarks import (
    bookmark,
    follow_merge,
    forget_unreadable,
    keep_note,
    redact_notes,
    remove_bookmark,
    unbookmark,
)
from forum.reactions.actions.ignoring import ignore, unignore
from forum.reactions.actions.thanking import forget_all_of, forget_post, thank, unthank

__all__ = [
    "bookmark",
    "follow_merge",
    "forget_all_of",
    "forget_post",
    "forget_unreadable",
    "ignore",
    "keep_note",
    "mark_answer",
    "redact_notes",
    "remove_bookmark",
    "settle_answers",
    "take_mark_back",
    "thank",
    "unbookmark",
    "unignore",
    "unmark",
    "unthank",
]
