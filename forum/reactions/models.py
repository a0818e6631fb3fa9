"""Thanks, bookmarks, and members whom somebody does not want to read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal

NOTE_MAX = 200


class Thanks(Base):
    """That a member thanked for a post; how many did stands on the post."""

    __tablename__ = "thanks"

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = person_key(
        "member.id",
        why="who thanked; members see it beside the post",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )
    at: Mapped[datetime]


class Bookmark(Base):
    """A post or a thread that a member wants to find again; nobody else sees it."""

    __tablename__ = "bookmark"
    __table_args__ = (
        UniqueConstraint("member_id", "post_id"),
        UniqueConstraint("member_id", "thread_id"),
        CheckConstraint("(post_id IS NULL) <> (thread_id IS NULL)", name="placed"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose bookmark it is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
    )
    thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), index=True
    )
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    note: Mapped[str] = personal(
        Text,  # a form limits it; labels in the place of words may be longer
        why="why the member wants to find it again, in their own words",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
        default="",
    )
    at: Mapped[datetime]


class Ignored(Base):
    """That a member does not want to see what another writes; the other never knows."""

    __tablename__ = "ignored"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="who does not want to read the other",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
    # Deleted with the other too, by this package: as something of theirs it would
    # stand in the copy of their data.
    other_id: Mapped[int] = person_key(
        "member.id",
        why="whose posts are folded away for the first",
        on_erase=OnErase.KEEP,
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )
    since: Mapped[datetime]
