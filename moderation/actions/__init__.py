"""What moderators do, and what is noted about it."""

from moderation.actions.auditing import Act, record
from moderation.actions.batches import (
    LeftOut,
    Picked,
    begin_batch,
    begin_undo,
    decide_one,
    end_batch,
    undo_one,
)
from moderation.actions.cards import (
    decide_card,
    flag_card,
    note_card_changed,
    review_card,
)
from moderation.actions.claiming import claim, release, take_over
from moderation.actions.deciding import (
    AlreadyDecided,
    Decided,
    Judged,
    decide,
    note_proof,
)
from moderation.actions.flagging import (
    Flagged,
    flag,
    flag_by_guest,
    held_post,
    note_flags_seen,
    open_case,
    open_edited,
    open_for_staff,
    open_held,
    withdraw_flag,
)
from moderation.actions.forgetting import (
    forget_destroyed,
    forget_evidence,
    forget_withdrawn,
    is_reported,
    purge_demo,
    redact_copies,
    rests_on,
)
from moderation.actions.lasting import forget_details, forget_reasons
from moderation.actions.leaving import forget_member
from moderation.actions.posts import (
    correct_post,
    purge_post,
    set_notice,
    slow_thread,
)
from moderation.actions.reshaping import merge_threads, move_thread, split_thread
from moderation.actions.restoring import TOOL_UNDOERS
from moderation.actions.reversing import AlreadyReversed, Reversed, reverse, undo
from moderation.actions.setting_up import ensure_rules
from moderation.actions.tags import add_tag, rename_tag
from moderation.actions.telling import note_read
from moderation.actions.threads import ThreadDeed, act_on_thread
from moderation.actions.timing import restore_by_time
from moderation.actions.undoing import UNDOERS
from moderation.actions.working import (
    add_note,
    assign_boards,
    choose_keys,
    delete_note,
    delete_view,
    follow_thread,
    handled,
    save_view,
    view_flaggers,
)

__all__ = [
    "TOOL_UNDOERS",
    "UNDOERS",
    "Act",
    "AlreadyDecided",
    "AlreadyReversed",
    "Decided",
    "Flagged",
    "Judged",
    "LeftOut",
    "Picked",
    "Reversed",
    "ThreadDeed",
    "act_on_thread",
    "add_note",
    "add_tag",
    "assign_boards",
    "begin_batch",
    "begin_undo",
    "choose_keys",
    "claim",
    "correct_post",
    "decide",
    "decide_card",
    "decide_one",
    "delete_note",
    "delete_view",
    "end_batch",
    "ensure_rules",
    "flag",
    "flag_by_guest",
    "flag_card",
    "follow_thread",
    "forget_destroyed",
    "forget_details",
    "forget_evidence",
    "forget_member",
    "forget_reasons",
    "forget_withdrawn",
    "handled",
    "held_post",
    "is_reported",
    "merge_threads",
    "move_thread",
    "note_card_changed",
    "note_flags_seen",
    "note_proof",
    "note_read",
    "open_case",
    "open_edited",
    "open_for_staff",
    "open_held",
    "purge_demo",
    "purge_post",
    "record",
    "redact_copies",
    "release",
    "rename_tag",
    "restore_by_time",
    "rests_on",
    "reverse",
    "review_card",
    "save_view",
    "set_notice",
    "slow_thread",
    "split_thread",
    "take_over",
    "undo",
    "undo_one",
    "view_flaggers",
    "withdraw_flag",
]
