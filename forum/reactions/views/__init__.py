"""Buttons beside posts, and pages of what one bookmarked and whom one ignores."""

from forum.reactions.views.blueprint import bp
from forum.reactions.views.bookmarks import bookmarks
from forum.reactions.views.ignoring import ignored, ignoring
from forum.reactions.views.posts import mark_answer, thank, unmark_answer, unthank

__all__ = [
    "bookmarks",
    "bp",
    "ignored",
    "ignoring",
    "mark_answer",
    "thank",
    "unmark_answer",
    "unthank",
]
