"""Tables of moderation: what was flagged, decided and done, and the log of it."""

from moderation.models.audit import AuditEvent, AuditHead, AuditPayload
from moderation.models.decisions import (
    ActionKind,
    Decision,
    ModAction,
    Outcome,
    Rule,
    Statement,
)
from moderation.models.flags import (
    Evidence,
    Flag,
    FlagReason,
    FlagStatus,
    Note,
    ReporterKind,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    TargetType,
)

__all__ = [
    "ActionKind",
    "AuditEvent",
    "AuditHead",
    "AuditPayload",
    "Decision",
    "Evidence",
    "Flag",
    "FlagReason",
    "FlagStatus",
    "ModAction",
    "Note",
    "Outcome",
    "ReporterKind",
    "ReviewStatus",
    "Reviewable",
    "ReviewableKind",
    "Rule",
    "Statement",
    "TargetType",
]
