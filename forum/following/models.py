"""What a member watches and mutes, and up to where they have read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, person_key


class Level(StrEnum):
    """How closely a member follows a thread or a board; without a row: normally."""

    WATCH = "watch"
    """Told of each new post in a thread, of each new thread on a board."""
    MUTE = "mute"
    """Told of nothing there, and nothing there counts as unread."""


class Watch(Base):
    """That a member watches or mutes one thread or one board."""

    __tablename__ = "watch"
    __table_args__ = (
        UniqueConstraint("member_id", "thread_id"),
        UniqueConstraint("member_id", "board_id"),
        CheckConstraint("(board_id IS NULL) <> (thread_id IS NULL)", name="placed"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="who watches or mutes it",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
    )
    thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), index=True
    )
    board_id: Mapped[int | None] = mapped_column(
        ForeignKey("board.id", ondelete="CASCADE"), index=True
    )
    level: Mapped[Level]
    since: Mapped[datetime]


class FollowChoice(Base):
    """What a member chose about following; without a row both are on."""

    __tablename__ = "follow_choice"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose choice it is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
    watches_own: Mapped[bool] = mapped_column(default=True)
    """Whether they watch each thread in which they post."""
    keeps_place: Mapped[bool] = mapped_column(default=True)
    """Whether the forum remembers up to where they read."""


class ReadUpTo(Base):
    """The last post of a thread that a member has read; it only moves on."""

    __tablename__ = "read_up_to"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="who read so far, for their own marks of what is new",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    number: Mapped[int]
    """The number of that post; it follows when numbers change."""
    read_at: Mapped[datetime] = mapped_column(index=True)


class ReadBoard(Base):
    """That a member marked everything on a board as read."""

    __tablename__ = "read_board"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="who marked the board as read",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
    board_id: Mapped[int] = mapped_column(
        ForeignKey("board.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime] = mapped_column(index=True)


class ReadAll(Base):
    """That a member marked everything everywhere as read."""

    __tablename__ = "read_all"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="who marked everything as read",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
    at: Mapped[datetime] = mapped_column(index=True)
