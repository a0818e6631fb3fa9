"""Tables of questions to the operator, and of the answers."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import EncryptedText
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

MESSAGE_MAX = 5000
ANSWER_MAX = 5000
PHONE_MAX = 40
REFERENCE_LENGTH = 9


class TicketSubject(StrEnum):
    """What a question is about."""

    QUESTION = "question"
    ACCOUNT = "account"
    PRIVACY = "privacy"
    POST = "post"
    OTHER = "other"


class Channel(StrEnum):
    """How somebody wants to be answered."""

    EMAIL = "email"
    TELEPHONE = "telephone"


class CallTime(StrEnum):
    """When somebody wants to be called."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Ticket(Base):
    """A question, and where the answer goes: one way only, the one that was wished."""

    __tablename__ = "ticket"
    __table_args__ = (Index(None, "closed_at", "asked_at"), NEVER_REUSED)

    id: Mapped[Key]
    reference: Mapped[str] = technical(
        String(REFERENCE_LENGTH), why="the number that was given out", unique=True
    )
    subject: Mapped[TicketSubject]
    channel: Mapped[Channel]
    call_time: Mapped[CallTime | None]
    email: Mapped[str | None] = personal(
        EncryptedText,
        why="where the answer goes",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    phone: Mapped[str | None] = personal(
        EncryptedText,
        why="where to call; only if somebody wants to be called",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    message: Mapped[str] = personal(
        EncryptedText,
        why="what somebody asks",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    @property
    def wants_call(self) -> bool:
        """Whether the answer goes over the telephone."""
        return self.channel is Channel.TELEPHONE


class TicketAnswer(Base):
    """An answer that goes out by mail."""

    __tablename__ = "ticket_answer"

    id: Mapped[Key]
    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id", ondelete="CASCADE"), index=True
    )
    by_id: Mapped[int | None] = person_key(
        "member.id", why="which administrator answered", on_erase=OnErase.UNLINK
    )
    body: Mapped[str] = personal(
        EncryptedText,
        why="what was answered",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    answered_at: Mapped[datetime]
