"""What is done on the boards: posting, editing, moderating, redacting."""

from forum.boards.actions.editing import TAKEN_BACK, edit, take_back, withdraw
from forum.boards.actions.moderating import (
    change_state,
    lock,
    move,
    pin,
    unlock,
)
from forum.boards.actions.posting import Held, Posted, open_thread, reply
from forum.boards.actions.redacting import Passages, Redacted, note_proof, redact
from forum.boards.actions.setting_up import ensure_boards

__all__ = [
    "TAKEN_BACK",
    "Held",
    "Passages",
    "Posted",
    "Redacted",
    "change_state",
    "edit",
    "ensure_boards",
    "lock",
    "move",
    "note_proof",
    "open_thread",
    "pin",
    "redact",
    "reply",
    "take_back",
    "unlock",
    "withdraw",
]
