"""What is done on the boards: posting, editing, moderating, redacting."""

from forum.boards.actions.drafts import (
    drop_draft,
    drop_posted,
    forget_drafts,
    keep_draft,
)
from forum.boards.actions.editing import TAKEN_BACK, edit, take_back, withdraw
from forum.boards.actions.moderating import (
    change_state,
    lock,
    move,
    pin,
    unlock,
)
from forum.boards.actions.posting import Held, Posted, open_thread, reply
from forum.boards.actions.purging import purge
from forum.boards.actions.redacting import Passages, Redacted, note_proof, redact
from forum.boards.actions.renaming import follow_name
from forum.boards.actions.setting_up import ensure_boards

__all__ = [
    "TAKEN_BACK",
    "Held",
    "Passages",
    "Posted",
    "Redacted",
    "change_state",
    "drop_draft",
    "drop_posted",
    "edit",
    "ensure_boards",
    "follow_name",
    "forget_drafts",
    "keep_draft",
    "lock",
    "move",
    "note_proof",
    "open_thread",
    "pin",
    "purge",
    "redact",
    "reply",
    "take_back",
    "unlock",
    "withdraw",
]
