"""Tables of what members are told: keys and times, never words."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, person_key

USUAL_HOUR = 7


class Kind(StrEnum):
    """What a member is told of."""

    REPLY = "reply"
    """A post in a thread that they watch."""
    THREAD = "thread"
    """A thread on a board that they watch."""
    MENTION = "mention"
    QUOTE = "quote"
    HELD = "held"
    """What became of a post of theirs that waited for a moderator."""
    DECISION = "decision"
    REPORT = "report"
    """What became of a report of theirs."""
    APPEAL = "appeal"
    ANNOUNCEMENT = "announcement"


class Notification(Base):
    """That a member is told of one thing, once; what it says is looked up."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("member_id", "post_id"),
        UniqueConstraint("member_id", "kind", "reference"),
        CheckConstraint("(post_id IS NULL) <> (reference IS NULL)", name="about"),
        Index(None, "member_id", "read_at"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="who is told",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
    )
    kind: Mapped[Kind]
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    """The post it is about; its thread is the one in which it stands now."""
    reference: Mapped[int | None]
    """What else it is about: a key of whoever knows that kind."""
    at: Mapped[datetime] = mapped_column(index=True)
    read_at: Mapped[datetime | None]
    """When the member said they have seen it; reading the thread does too."""
    mailed_at: Mapped[datetime | None]
    """When it went out by mail, alone or in a digest."""


class QuietThread(Base):
    """That a member wants no mail about one thread, as a link in one of them asked."""

    __tablename__ = "quiet_thread"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="who wants no mail about it",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime]


class ActivityWish(Base):
    """How a member wants mail about the forum to look, and when the digest."""

    __tablename__ = "activity_wish"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose wish it is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
    links_only: Mapped[bool] = mapped_column(default=False)
    """Whether mail leaves out what was written, and only leads there."""
    weekday: Mapped[int] = mapped_column(default=0)
    """Day of a weekly digest, Monday being 0."""
    hour: Mapped[int] = mapped_column(default=USUAL_HOUR)
    """Hour of the digest, by the clock of the forum."""
    changed_at: Mapped[datetime]


class Digest(Base):
    """That a member's digest of a day was put in line: no day has two."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("member_id", "day"), NEVER_REUSED)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose digest it is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
    )
    day: Mapped[date]
    since: Mapped[datetime]
    """What happened after this is in it."""
    until: Mapped[datetime] = mapped_column(index=True)
