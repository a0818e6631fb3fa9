"""Tables of announcements: the words, who did what with them, who got them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, person_key, technical

TITLE_MAX = 120
BODY_MAX = 8000
SUCCESSOR_MAX = 100


class Purpose(StrEnum):
    """What is announced, which decides who gets it."""

    SERVICE = "service"
    NEWSLETTER = "newsletter"
    OFFERS = "offers"
    COMMUNITY = "community"
    """About people here; on the first page alone, and members dismiss it."""


class State(StrEnum):
    """How far an announcement has come."""

    WAITING = "waiting"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody did with an announcement."""

    WRITTEN = "written"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Announcement(Base):
    """Words from the operator to members; never changed once they are written."""

    __tablename__ = "announcement"
    __table_args__ = (Index(None, "state", "purpose", "ends_at"), NEVER_REUSED)

    id: Mapped[Key]
    purpose: Mapped[Purpose]
    title: Mapped[str] = technical(
        String(TITLE_MAX), why="what an announcement is called"
    )
    body: Mapped[str] = technical(Text, why="what the operator says to everybody")
    html: Mapped[str] = technical(Text, why="the same as readers see it")
    is_mailed: Mapped[bool] = mapped_column(default=True)
    state: Mapped[State] = mapped_column(default=State.WAITING)
    written_by: Mapped[int | None] = person_key(
        "member.id", why="which administrator wrote it", on_erase=OnErase.UNLINK
    )
    written_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    starts_at: Mapped[datetime | None]
    """From when on; none: from when it is approved."""
    ends_at: Mapped[datetime]
    """Until when it stands on the first page."""
    hands_over_on: Mapped[date | None]
    """If it says that the forum is handed over: the day on which that happens."""
    hands_over_to: Mapped[str | None] = technical(
        String(SUCCESSOR_MAX), why="to whom the forum is handed over"
    )


class AnnouncementStep(Base):
    """Who did what with an announcement, and when; only ever added to."""

    __tablename__ = "announcement_step"

    id: Mapped[Key]
    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE"), index=True
    )
    member_id: Mapped[int | None] = person_key(
        "member.id", why="which administrator did it", on_erase=OnErase.UNLINK
    )
    step: Mapped[Step]
    no_promotion: Mapped[bool] = mapped_column(default=False)
    """Whether they said that it contains no promotion."""
    at: Mapped[datetime]


class AnnouncementCopy(Base):
    """That a member's copy was put in line: nobody gets a second one."""

    __tablename__ = "announcement_copy"

    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = person_key(
        "member.id", why="whose copy it is", on_erase=OnErase.ERASE, primary_key=True
    )


class AnnouncementDismissal(Base):
    """That a member has read an announcement and wants it away."""

    __tablename__ = "announcement_dismissal"

    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = person_key(
        "member.id",
        why="who dismissed it",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )
