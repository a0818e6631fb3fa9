"""What is done on the boards: posting, editing, moderating, redacting."""

from forum.boards.actions.correcting import correct, set_notice, uncorrect
from forum.boards.actions.drafts import (
    NewerDraft,
    drop_draft,
    drop_handed_back,
    drop_posted,
    forget_drafts,
    hand_back,
    keep_draft,
)
from forum.boards.actions.editing import TAKEN_BACK, edit, take_back, withdraw
from forum.boards.actions.merging import merge, unmerge
from forum.boards.actions.moderating import change_state, lock, slow_down, unlock
from forum.boards.actions.moving import STUB_LASTS, end_pins, forget_stubs, move, pin
from forum.boards.actions.posting import (
    Held,
    Posted,
    note_stopped,
    open_thread,
    reply,
)
from forum.boards.actions.purging import destroy, purge
from forum.boards.actions.redacting import Passages, Redacted, note_proof, redact
from forum.boards.actions.renaming import follow_name
from forum.boards.actions.setting_up import ensure_boards
from forum.boards.actions.splitting import Split, Wanted, split, unsplit
from forum.boards.actions.sweeping import change_states
from forum.boards.actions.tagging import add_tag, rename_tag

__all__ = [
    "STUB_LASTS",
    "TAKEN_BACK",
    "Held",
    "NewerDraft",
    "Passages",
    "Posted",
    "Redacted",
    "Split",
    "Wanted",
    "add_tag",
    "change_state",
    "change_states",
    "correct",
    "destroy",
    "drop_draft",
    "drop_handed_back",
    "drop_posted",
    "edit",
    "end_pins",
    "ensure_boards",
    "follow_name",
    "forget_drafts",
    "forget_stubs",
    "hand_back",
    "keep_draft",
    "lock",
    "merge",
    "move",
    "note_proof",
    "note_stopped",
    "open_thread",
    "pin",
    "purge",
    "redact",
    "rename_tag",
    "reply",
    "set_notice",
    "slow_down",
    "split",
    "take_back",
    "uncorrect",
    "unlock",
    "unmerge",
    "unsplit",
    "withdraw",
]
