"""What is done about members, and what follows by itself."""

from moderation.standing.actions.acting import Wanted, act, change_probation, end
from moderation.standing.actions.cases import (
    ask_again,
    decide_member,
    flag_member,
    review_member,
)
from moderation.standing.actions.cleaning import clean_up, undo_clean_up
from moderation.standing.actions.following import (
    count_anew,
    forget_profile,
    note_ended,
    note_warning_read,
)
from moderation.standing.actions.notes import (
    add_note,
    delete_note,
    forget_ended_notes,
    forget_old_notes,
    purge_demo,
)
from moderation.standing.actions.undoing import UNDOERS

__all__ = [
    "UNDOERS",
    "Wanted",
    "act",
    "add_note",
    "ask_again",
    "change_probation",
    "clean_up",
    "count_anew",
    "decide_member",
    "delete_note",
    "end",
    "flag_member",
    "forget_ended_notes",
    "forget_old_notes",
    "forget_profile",
    "note_ended",
    "note_warning_read",
    "purge_demo",
    "review_member",
    "undo_clean_up",
]
