"""Tables of what was taken in from other forums, and where it stands here."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Key
from forum.core.personal import OnErase, person_key, technical

SOURCE_MAX = 40


class Arrival(Base):
    """That this forum came from elsewhere: the same folder is never taken twice."""

    __tablename__ = "arrival"

    id: Mapped[Key]
    manifest: Mapped[str] = technical(
        String(64), why="SHA-256 of the manifest that was taken in", unique=True
    )
    arrived_at: Mapped[datetime]


class Origin(Base):
    """What a row of another forum became here: nothing is taken in twice.

    It outlives what it points at, so that a second import brings back nobody who
    was erased, and nothing that was deleted here.
    """

    __tablename__ = "origin"

    key: Mapped[str] = technical(
        String(64),
        why="keyed hash of the other forum's name and its number for this",
        primary_key=True,
    )
    member_id: Mapped[int | None] = person_key(
        "member.id",
        why="who this is here; nobody once they are erased",
        on_erase=OnErase.UNLINK,
        index=True,
    )
    board_id: Mapped[int | None] = mapped_column(
        ForeignKey("board.id", ondelete="SET NULL"), index=True
    )
    thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("thread.id", ondelete="SET NULL"), index=True
    )
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="SET NULL"), index=True
    )


class OldPath(Base):
    """An address of another forum, and the thread or post that it leads to here."""

    __tablename__ = "old_path"
    __table_args__ = (
        CheckConstraint("(thread_id IS NULL) <> (post_id IS NULL)", name="led"),
    )

    key: Mapped[str] = technical(
        String(64),
        why="SHA-256 of the address: the words in it are not kept",
        primary_key=True,
    )
    thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), index=True
    )
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), index=True
    )


class Intake(Base):
    """How far the import of another forum has come, so that it can go on there."""

    __tablename__ = "intake"

    source: Mapped[str] = technical(
        String(SOURCE_MAX),
        why="what the operator calls the other forum",
        primary_key=True,
    )
    digest: Mapped[str] = technical(String(64), why="SHA-256 of the files taken in")
    file: Mapped[str] = technical(String(16), why="which of the files is being read")
    line: Mapped[int]
    """The last line of it that is done."""
