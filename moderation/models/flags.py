"""Flags, and the reviewables that gather what is to be decided about one thing."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal

NOTE_MAX = 1000
BAD_FAITH_MAX = 500
OPEN = text("status = 'open'")


class TargetType(StrEnum):
    """What a flag, a decision or an action is about."""

    POST = "post"
    THREAD = "thread"
    MEMBER = "member"
    CARD = "card"
    DECISION = "decision"


class ReviewableKind(StrEnum):
    """Why something stands in the queue."""

    FLAGGED_POST = "flagged_post"
    FLAGGED_CARD = "flagged_card"
    FLAGGED_MEMBER = "flagged_member"
    HELD_POST = "held_post"
    PRIVACY_REQUEST = "privacy_request"
    TAKE_IT_DOWN = "take_it_down"
    COPYRIGHT = "copyright"
    COUNTER_NOTICE = "counter_notice"
    APPEAL = "appeal"
    RESTRICTED_HOLD = "restricted_hold"
    """For administrators alone, and even they see no picture."""
    MODERATOR_ACT = "moderator_act"
    """Done outside the queue; kept as a case that is closed from the start."""


class ReviewStatus(StrEnum):
    """Whether a decision is still to be made."""

    OPEN = "open"
    CLOSED = "closed"


class FlagReason(StrEnum):
    """Why somebody flagged something."""

    PERSONAL_INFORMATION = "personal_information"
    ILLEGAL = "illegal"
    UNDER_13 = "under_13"
    UNSAFE_ADVICE = "unsafe_advice"
    HARASSMENT = "harassment"
    SPAM = "spam"
    OTHER = "other"
    OFF_SUBJECT = "off_subject"
    ABUSE_OF_MINORS = "abuse_of_minors"


class ReporterKind(StrEnum):
    """Who flagged."""

    MEMBER = "member"
    GUEST = "guest"
    STAFF = "staff"
    SYSTEM = "system"


class FlagStatus(StrEnum):
    """What became of a flag."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    NO_ACTION = "no_action"
    WITHDRAWN = "withdrawn"


class Reviewable(Base):
    """One thing to decide about, whoever and however many brought it up."""

    __tablename__ = "reviewable"
    __table_args__ = (
        Index(
            "uq_reviewable_open",
            "kind",
            "target_type",
            "target_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(None, "status", "opened_at"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    kind: Mapped[ReviewableKind]
    target_type: Mapped[TargetType]
    target_id: Mapped[int]
    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id"))
    status: Mapped[ReviewStatus] = mapped_column(default=ReviewStatus.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    """A decision must name it: two deciders cannot both have seen the last one."""
    weight: Mapped[int]
    """Priority before waiting time: the gravest reason, more for more flaggers."""
    opened_at: Mapped[datetime]
    first_seen_at: Mapped[datetime | None]
    claimed_by: Mapped[int | None] = person_key(
        "member.id", why="which moderator is at it", on_erase=OnErase.UNLINK
    )
    claimed_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reopened_count: Mapped[int] = mapped_column(default=0)


class Flag(Base):
    """That somebody asked moderators to look at something, and why."""

    __tablename__ = "flag"
    __table_args__ = (
        Index(
            "uq_flag_open",
            "reporter_id",
            "target_type",
            "target_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index(None, "target_type", "target_id"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    reviewable_id: Mapped[int] = mapped_column(ForeignKey("reviewable.id"), index=True)
    target_type: Mapped[TargetType]
    target_id: Mapped[int]
    revision: Mapped[int]
    """The wording that was flagged."""
    reporter_id: Mapped[int | None] = person_key(
        "member.id", why="who flagged", on_erase=OnErase.UNLINK
    )
    reporter_kind: Mapped[ReporterKind]
    reason: Mapped[FlagReason]
    note: Mapped[str] = personal(
        Text,
        why="what the flagger wants moderators to know",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
        default="",
    )
    status: Mapped[FlagStatus] = mapped_column(default=FlagStatus.OPEN)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    hides_now: Mapped[bool] = mapped_column(default=False)
    """Whether staff want it hidden until it is reviewed."""
    counts: Mapped[bool] = mapped_column(default=True)
    """Whether it counts towards hiding: not while many of its maker's were wrong."""
    hid: Mapped[bool] = mapped_column(default=False)
    """Whether it alone had the post hidden at once."""
    bad_faith: Mapped[bool] = mapped_column(default=False)
    """Whether a moderator found that it was made against better knowledge."""
    bad_faith_reason: Mapped[str] = personal(
        Text,
        why="why a moderator found that it was made in bad faith",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
        default="",
    )
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """When its maker read what came of it."""


class Evidence(Base):
    """A wording as it was when it was flagged, even if it is edited since."""

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "reviewable_id", "revision", unique=True),)

    id: Mapped[Key]
    reviewable_id: Mapped[int] = mapped_column(ForeignKey("reviewable.id"))
    revision: Mapped[int]
    title: Mapped[str] = personal(
        Text,
        why="the title that was flagged",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
        default="",
    )
    content: Mapped[str] = personal(
        Text,
        why="the words that were flagged",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    captured_at: Mapped[datetime]
    ends_with_case: Mapped[bool] = mapped_column(default=False)
    """Whether its author took words of it back: it goes with the decision."""


class Note(Base):
    """What moderators tell each other about a case."""

    __tablename__ = "note"

    id: Mapped[Key]
    reviewable_id: Mapped[int] = mapped_column(ForeignKey("reviewable.id"), index=True)
    author_id: Mapped[int] = person_key(
        "member.id", why="which moderator wrote it", on_erase=OnErase.UNLINK
    )
    body: Mapped[str] = personal(
        Text,
        why="what moderators need to know of each other's work",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    created_at: Mapped[datetime]
