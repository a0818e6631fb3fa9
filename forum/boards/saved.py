"""The table of drafts: what members have begun and not sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from forum.core.columns import SealedWords
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

ONCE_MAX = 48
PLACED = " + ".join(
    f"CASE WHEN {place} IS NULL THEN 0 ELSE 1 END"
    for place in ("board_id", "thread_id", "post_id")
)
PLACED = f"({PLACED}) = 1"
"""A draft is for one place."""


def _draft(why: str) -> MappedColumn[Any]:
    """Declare a text of a draft: sealed, since it may say anything."""
    return personal(SealedWords, why=why, seen_by=SeenBy.OWNER, on_erase=OnErase.ERASE)


class SavedDraft(Base):
    """What somebody has begun to write and not sent; nobody else ever sees it."""

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("member_id", "board_id"),
        UniqueConstraint("member_id", "thread_id"),
        UniqueConstraint("member_id", "post_id"),
        CheckConstraint(PLACED, name="placed"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="who is writing it",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
    )
    board_id: Mapped[int | None] = mapped_column(
        ForeignKey("board.id", ondelete="CASCADE")
    )
    """The board, for a thread in the making."""
    thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), index=True
    )
    """The thread, for a reply."""
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    """The post, for a correction."""
    revision: Mapped[int | None]
    """Which wording of that post its author had before them."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts how often it was saved, so that one window notices another."""
    once: Mapped[str] = technical(
        String(ONCE_MAX), why="the composition, by which its photos are found"
    )
    title: Mapped[str] = _draft("the title so far")
    body: Mapped[str] = _draft("the text so far, which nothing has checked")
    tags: Mapped[str] = _draft("the tags so far")
    alts: Mapped[str] = _draft("what each photo shows, so far")
    reason: Mapped[str | None] = _draft("why the post is changed, so far")
    saved_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def token(self) -> str:
        """Return what a form says it has seen: this very draft as it was saved last."""
        return f"{self.id}.{self.version}"
