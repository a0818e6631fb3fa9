"""What is done on the boards: posting, editing, moderating, redacting."""

from forum.boards.actions.editing import edit, withdraw
from forum.boards.actions.moderating import (
    change_state,
    lock,
    move,
    pin,
    unlock,
)
from forum.boards.actions.posting import Held, Posted, open_thread, reply
from forum.boards.actions.redacting import Redacted, redact
from forum.boards.actions.setting_up import ensure_boards

__all__ = [
    "Held",
    "Posted",
    "Redacted",
    "change_state",
    "edit",
    "ensure_boards",
    "lock",
    "move",
    "open_thread",
    "pin",
    "redact",
    "reply",
    "unlock",
    "withdraw",
]
