"""Tables of figures: what was published, what was listed, who was reminded of what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical
from moderation.models import Outcome

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


class SecondLook(Base):
    """A decision that a colleague looks at once more, and what they would have done.

    It changes nothing for anybody; it tells how often two people agree.
    """

    __tablename__ = "second_look"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decision.id", ondelete="CASCADE"), unique=True
    )
    picked_at: Mapped[datetime]
    looker_id: Mapped[int | None] = person_key(
        "member.id", why="which moderator looked again", on_erase=OnErase.UNLINK
    )
    outcome: Mapped[Outcome | None]
    """What they would have decided, without knowing what was."""
    rule_code: Mapped[str | None] = technical(
        String(8), why="by which rule they would have decided", nullable=True
    )
    note: Mapped[str] = personal(
        Text,
        why="why a moderator would have decided so",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
        default="",
    )
    agrees: Mapped[bool | None]
    """Whether that is what was decided."""
    looked_at: Mapped[datetime | None]
