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
from moderation.models.desk import DecisionBatch, KeyChoice, SavedView
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
from moderation.models.reasons import ReasonTemplate, RuleVersion

__all__ = [
    "ActionKind",
    "AuditEvent",
    "AuditHead",
    "AuditPayload",
    "Decision",
    "DecisionBatch",
    "Evidence",
    "Flag",
    "FlagReason",
    "FlagStatus",
    "KeyChoice",
    "ModAction",
    "Note",
    "Outcome",
    "ReasonTemplate",
    "ReporterKind",
    "ReviewStatus",
    "Reviewable",
    "ReviewableKind",
    "Rule",
    "RuleVersion",
    "SavedView",
    "Statement",
    "TargetType",
]
