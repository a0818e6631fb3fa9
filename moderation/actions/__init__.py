"""What moderators do, and what is noted about it."""

from moderation.actions.auditing import Act, record
from moderation.actions.cards import (
    decide_card,
    flag_card,
    note_card_changed,
    review_card,
)
from moderation.actions.claiming import claim, release
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
    open_case,
    open_edited,
    open_for_staff,
    open_held,
)
from moderation.actions.forgetting import (
    forget_destroyed,
    forget_evidence,
    forget_withdrawn,
    is_reported,
    purge_demo,
    redact_copies,
)
from moderation.actions.lasting import forget_details, forget_reasons
from moderation.actions.leaving import forget_member
from moderation.actions.setting_up import ensure_rules
from moderation.actions.telling import note_read
from moderation.actions.threads import ThreadDeed, act_on_thread
from moderation.actions.timing import restore_by_time

__all__ = [
    "Act",
    "AlreadyDecided",
    "Decided",
    "Flagged",
    "Judged",
    "ThreadDeed",
    "act_on_thread",
    "claim",
    "decide",
    "decide_card",
    "ensure_rules",
    "flag",
    "flag_by_guest",
    "flag_card",
    "forget_destroyed",
    "forget_details",
    "forget_evidence",
    "forget_member",
    "forget_reasons",
    "forget_withdrawn",
    "held_post",
    "is_reported",
    "note_card_changed",
    "note_proof",
    "note_read",
    "open_case",
    "open_edited",
    "open_for_staff",
    "open_held",
    "purge_demo",
    "record",
    "redact_copies",
    "release",
    "restore_by_time",
    "review_card",
]
