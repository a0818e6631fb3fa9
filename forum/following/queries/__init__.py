"""What is asked about following; each says how many queries it costs."""

from forum.following.queries.unread import (
    BoardNews,
    Standing,
    ThreadNews,
    is_watched,
    news_of,
    read_up_to,
    standing,
    unread_keys,
)
from forum.following.queries.watching import (
    Choice,
    Followed,
    board_key,
    choice_of,
    followed_by,
    may_read,
    unreadable,
    watchers,
    would_watch,
)

__all__ = [
    "BoardNews",
    "Choice",
    "Followed",
    "Standing",
    "ThreadNews",
    "board_key",
    "choice_of",
    "followed_by",
    "is_watched",
    "may_read",
    "news_of",
    "read_up_to",
    "standing",
    "unread_keys",
    "unreadable",
    "watchers",
    "would_watch",
]
