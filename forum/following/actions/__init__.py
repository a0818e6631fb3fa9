"""What is done about following: watching, muting, moving on with reading."""

from forum.following.actions.leading import follow_merge, follow_split
from forum.following.actions.reading import (
    choose,
    forget_unused,
    mark_all_read,
    mark_board_read,
    mark_read,
    note_read,
)
from forum.following.actions.renumbering import keep_board_read, renumber
from forum.following.actions.watching import (
    forget_unreadable,
    mute,
    stop,
    stop_one,
    watch,
    watch_own,
)

__all__ = [
    "choose",
    "follow_merge",
    "follow_split",
    "forget_unreadable",
    "forget_unused",
    "keep_board_read",
    "mark_all_read",
    "mark_board_read",
    "mark_read",
    "mute",
    "note_read",
    "renumber",
    "stop",
    "stop_one",
    "watch",
    "watch_own",
]
