"""Tables of figures: what was published, what was listed, who was reminded of what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base
from forum.core.personal import technical

NAME_MAX = 24


class Published(Base):
    """Figures as they were published; what is too small to tell is not in them."""

    __tablename__ = "published_figures"

    name: Mapped[str] = technical(
        String(NAME_MAX), why="the month or quarter they are about", primary_key=True
    )
    since: Mapped[date]
    until: Mapped[date]
    """The first day that is not in them."""
    figures: Mapped[dict[str, Any]] = technical(
        JSON, why="counts about nobody, too small ones left out"
    )
    made_at: Mapped[datetime]


class ListedAct(Base):
    """An effect of a decision that the public log lists on its own."""

    __tablename__ = "listed_act"

    mod_action_id: Mapped[int] = mapped_column(
        ForeignKey("mod_action.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    day: Mapped[date] = mapped_column(index=True)


class ListedWeek(Base):
    """A week of the public log: how much of it is told together only."""

    __tablename__ = "listed_week"

    monday: Mapped[date] = mapped_column(primary_key=True)
    others: Mapped[int | None]
    """How many are not listed on their own; none: fewer than five."""


class CaseAlert(Base):
    """That staff was written to about a case that waits too long, once a step."""

    __tablename__ = "case_alert"

    reviewable_id: Mapped[int] = mapped_column(
        ForeignKey("reviewable.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    hours: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
