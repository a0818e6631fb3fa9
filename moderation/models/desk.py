"""How each moderator works: views they saved, keys, decisions about many at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

VIEW_NAME_MAX = 60
VIEW_QUERY_MAX = 500


class SavedView(Base):
    """A filter of the queue that a moderator wants back by its name."""

    __tablename__ = "saved_view"
    __table_args__ = (Index(None, "member_id", "name", unique=True),)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="which moderator saved it",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
    )
    name: Mapped[str] = personal(
        String(VIEW_NAME_MAX),
        why="what a moderator calls a filter of the queue",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    query: Mapped[str] = personal(
        String(VIEW_QUERY_MAX),
        why="which cases that filter shows",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )


class KeyChoice(Base):
    """Whether a moderator works by keys, and by which."""

    __tablename__ = "key_choice"

    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose keys these are",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
        autoincrement=False,
    )
    are_off: Mapped[bool] = mapped_column(default=False)
    keys: Mapped[dict[str, str]] = technical(JSON, why="which key does what")


class DecisionBatch(Base):
    """One decision about many cases, and what became of each."""

    __tablename__ = "decision_batch"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    actor_id: Mapped[int] = person_key(
        "member.id", why="which moderator decided", on_erase=OnErase.UNLINK
    )
    measure: Mapped[str] = technical(String(24), why="what was decided")
    rule_code: Mapped[str | None] = technical(
        String(8), why="by which rule", nullable=True
    )
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    once: Mapped[str | None] = technical(
        String(48), why="one sending of a form decides once", unique=True
    )
    left_out: Mapped[list[Any]] = technical(
        JSON, why="numbers of cases that were not decided, and why"
    )
