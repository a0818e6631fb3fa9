"""The table of what became of warnings, month by month; counts and nothing else."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Key
from forum.core.personal import technical


class WarningMonth(Base):
    """How often members chose what about a kind of finding in a month.

    It outlives the posts it was counted from and names nobody.
    """

    __tablename__ = "warning_month"
    __table_args__ = (UniqueConstraint("month", "kind"),)

    id: Mapped[Key]
    month: Mapped[date]
    """Its first day."""
    kind: Mapped[str] = technical(String(24), why="the kind of finding")
    masked: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    not_personal: Mapped[int] = mapped_column(default=0)
