"""What moderators do, and what is noted about it."""

from moderation.actions.auditing import Act, record
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
    open_edited,
    open_for_staff,
    open_held,
)
from moderation.actions.forgetting import (
    forget_evidence,
    forget_withdrawn,
    is_reported,
    purge_demo,
    redact_copies,
)
from moderation.actions.leaving import forget_member
from moderation.actions.setting_up import ensure_rules
from moderation.actions.telling import note_read
from moderation.actions.threads import ThreadDeed, act_on_thread

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
    "ensure_rules",
    "flag",
    "forget_evidence",
    "forget_member",
    "forget_withdrawn",
    "is_reported",
    "note_proof",
    "note_read",
    "open_edited",
    "open_for_staff",
    "open_held",
    "purge_demo",
    "record",
    "redact_copies",
    "release",
]
