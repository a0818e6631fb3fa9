"""What is asked about reactions; each says how many queries it costs."""

from forum.reactions.queries.beside import beside
from forum.reactions.queries.bookmarks import (
    Marked,
    bookmark_count,
    bookmarks_of,
    has_bookmark,
    unreadable,
)
from forum.reactions.queries.ignoring import (
    IgnoredMember,
    ignored_by,
    ignored_count,
    ignorers_of,
    ignores,
    ignores_author,
    other_named,
)
from forum.reactions.queries.thanking import ThankedPost, post_for, thanked

__all__ = [
    "IgnoredMember",
    "Marked",
    "ThankedPost",
    "beside",
    "bookmark_count",
    "bookmarks_of",
    "has_bookmark",
    "ignored_by",
    "ignored_count",
    "ignorers_of",
    "ignores",
    "ignores_author",
    "other_named",
    "post_for",
    "thanked",
    "unreadable",
]
