"""Tables of administration: what was changed, and whose address was opened."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.chosen import NAME_MAX, VALUE_MAX
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, person_key, technical

REASON_MAX = 24
ROLE_NAME_MAX = 40


class SettingChange(Base):
    """That a setting was changed, from what to what, and why."""

    __tablename__ = "setting_change"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    name: Mapped[str] = technical(String(NAME_MAX), why="which setting", index=True)
    before: Mapped[str] = technical(String(VALUE_MAX), why="what held before")
    after: Mapped[str] = technical(String(VALUE_MAX), why="what holds since")
    reason: Mapped[str] = technical(String(REASON_MAX), why="which reason of a list")
    by_id: Mapped[int | None] = person_key(
        "member.id", why="which administrator changed it", on_erase=OnErase.UNLINK
    )
    at: Mapped[datetime]


class CustomRole(Base):
    """A role that administrators made: what it gives and refuses, on which boards.

    Whoever has it carries a copy (`Member.custom_roles`), so that nothing is asked.
    """

    __tablename__ = "custom_role"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    name: Mapped[str] = technical(
        String(ROLE_NAME_MAX), why="what it is called", unique=True
    )
    gives: Mapped[list[str]] = technical(JSON, why="which permissions it gives")
    refuses: Mapped[list[str]] = technical(JSON, why="which permissions it refuses")
    boards: Mapped[list[int] | None] = technical(
        JSON(none_as_null=True), why="on which boards; none: on all", nullable=True
    )


class OpenedDetail(Base):
    """That an administrator opened the email address of a member, and why."""

    __tablename__ = "opened_detail"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose address was opened; they see it on My SolTrex",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    by_id: Mapped[int | None] = person_key(
        "member.id", why="which administrator opened it", on_erase=OnErase.UNLINK
    )
    reason: Mapped[str] = technical(String(REASON_MAX), why="which reason of a list")
    at: Mapped[datetime] = mapped_column(index=True)
