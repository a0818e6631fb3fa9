"""Decisions, what was done by them, and the reasons given to the person."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical
from moderation.models.flags import TargetType

REASONS_MAX = 4000
INTERNAL_MAX = 2000
ONCE_MAX = 48


class Outcome(StrEnum):
    """What a decision says about what was brought up."""

    UPHOLD = "uphold"
    DISMISS = "dismiss"
    NO_ACTION = "no_action"
    APPROVE = "approve"
    REJECT = "reject"
    GRANT = "grant"
    REFUSE = "refuse"
    MODIFY = "modify"


class ActionKind(StrEnum):
    """What a decision does."""

    HIDE_UNTIL_EDITED = "hide_until_edited"
    REMOVE = "remove"
    REMOVE_THREAD = "remove_thread"
    RESTORE = "restore"
    REDACT = "redact"
    WARN = "warn"
    LIMIT = "limit"
    SUSPEND = "suspend"
    LOCK = "lock"
    UNLOCK = "unlock"
    PIN = "pin"
    UNPIN = "unpin"
    MOVE_AND_LOCK = "move_and_lock"
    APPROVE = "approve"
    REJECT = "reject"
    STRIKE = "strike"
    ERASE_ACCOUNT = "erase_account"
    HIDE_CARD = "hide_card"
    SHOW_CARD = "show_card"
    HIDE = "hide"
    EDIT = "edit"
    SAFETY_NOTICE = "safety_notice"
    PURGE = "purge"
    MOVE = "move"
    SPLIT = "split"
    MERGE = "merge"
    SLOW = "slow"
    UNWARN = "unwarn"
    UNLIMIT = "unlimit"
    UNSUSPEND = "unsuspend"
    PROBATION = "probation"
    NO_FLAGS = "no_flags"
    REVERSE = "reverse"
    NO_APPEALS = "no_appeals"
    WATCH_DOMAINS = "watch_domains"


class Rule(Base):
    """A rule of the forum that a decision can name."""

    __tablename__ = "rule"

    code: Mapped[str] = technical(String(8), why="its short name", primary_key=True)
    title: Mapped[str] = technical(String(120), why="the rule in a line")
    body: Mapped[str] = technical(Text, why="the rule explained")
    template: Mapped[str] = technical(
        Text, why="reasons a moderator starts from when deciding by it"
    )
    version: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)


class Decision(Base):
    """What somebody decided about one wording of one thing, by which rule, why."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "rule_code IS NOT NULL OR outcome IN ('dismiss', 'no_action', 'approve', "
            "'grant', 'refuse', 'modify')",
            name="ruled",
        ),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    reviewable_id: Mapped[int] = mapped_column(ForeignKey("reviewable.id"), index=True)
    reviewable_version: Mapped[int]
    revision: Mapped[int]
    outcome: Mapped[Outcome]
    rule_code: Mapped[str | None] = technical(
        String(8), why="by which rule", nullable=True
    )
    public_reason: Mapped[str] = personal(
        Text,
        why="the reasons, as the author reads them",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
        default="",
    )
    internal_note: Mapped[str] = personal(
        Text,
        why="what moderators want to remember",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
        default="",
    )
    automated: Mapped[bool] = mapped_column(default=False)
    by_same_person: Mapped[bool] = mapped_column(default=False)
    """Whether who decided wrote or reported it, since nobody else could decide."""
    actor_id: Mapped[int | None] = person_key(
        "member.id",
        why="which moderator decided; nobody where a rule did",
        on_erase=OnErase.UNLINK,
    )
    decided_at: Mapped[datetime] = mapped_column(index=True)
    once: Mapped[str | None] = technical(
        String(ONCE_MAX), why="one sending of a form decides once", unique=True
    )
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("decision_batch.id"), index=True
    )
    reverses_id: Mapped[int | None] = mapped_column(
        ForeignKey("decision.id"), unique=True
    )
    """Which decision it takes back; none is taken back twice."""


class ModAction(Base):
    """One effect of a decision; a redaction keeps no `before`."""

    __tablename__ = "mod_action"
    __table_args__ = (Index(None, "target_type", "target_id"),)

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    kind: Mapped[ActionKind]
    target_type: Mapped[TargetType]
    target_id: Mapped[int]
    params: Mapped[dict[str, Any]] = technical(JSON, why="how long, where to")
    before: Mapped[dict[str, Any]] = technical(JSON, why="what restoring needs")
    reversible: Mapped[bool]
    expires_at: Mapped[datetime | None]
    reversed_by: Mapped[int | None] = mapped_column(
        ForeignKey("decision.id"), index=True
    )
    """The decision that took it back."""


class Statement(Base):
    """What the person concerned is told: what was done, why, what they can do."""

    __tablename__ = "statement"
    __table_args__ = (Index(None, "member_id", "read_at"), NEVER_REUSED)

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    member_id: Mapped[int] = person_key(
        "member.id", why="who is told", on_erase=OnErase.UNLINK
    )
    subject: Mapped[str] = technical(String(120), why="what was done, in a line")
    body: Mapped[str] = personal(
        Text,
        why="the reasons, as the author reads them",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    delivered_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    appeal_until: Mapped[datetime]
