"""Tables of mail: choices, what left, what came back, what was printed instead."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import EncryptedText
from forum.core.db import Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical
from forum.mail.choices import MailClass, Way

NAME_MAX = 64
KEY_LENGTH = 64


class Said(StrEnum):
    """In which way a member said what mail they want."""

    JOINED = "joined"
    PAGE = "page"
    LINK = "link"


class Result(StrEnum):
    """What became of a letter."""

    LEAVING = "leaving"
    SENT = "sent"
    REFUSED = "refused"
    BOUNCED = "bounced"
    NOT_WANTED = "not_wanted"
    NOT_ACTIVE = "not_active"
    SUPPRESSED = "suppressed"
    TOO_MANY = "too_many"
    NO_POSTAL_ADDRESS = "no_postal_address"


class Reason(StrEnum):
    """Why nothing is sent to an address."""

    SERVER_REFUSED = "server_refused"
    REPORTED_BACK = "reported_back"


class MailChoice(Base):
    """What a member said about a class or a kind of mail; only ever added to."""

    __tablename__ = "mail_choice"
    __table_args__ = (Index(None, "member_id", "purpose", "id"),)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id", why="who said it", on_erase=OnErase.UNLINK
    )
    purpose: Mapped[str] = technical(
        String(NAME_MAX), why="which class or kind of mail"
    )
    wanted: Mapped[bool]
    way: Mapped[Way | None]
    """In which way, where there is more to choose than yes or no."""
    said: Mapped[Said]
    policy_version: Mapped[int]
    """The privacy statement in force at that time."""
    said_at: Mapped[datetime]


@event.listens_for(MailChoice, "before_update")
def _refuse_change(*_: Any) -> None:
    """Keep what was said: another choice is another row."""
    raise RuntimeError("a choice is never changed; add another one")


class MailLog(Base):
    """That a letter left, or why not: neither its words nor where it went."""

    __tablename__ = "mail_log"
    __table_args__ = (Index(None, "member_id", "mail_class", "at"),)

    id: Mapped[Key]
    message_key: Mapped[str] = technical(
        String(32), why="recognizes a mail that comes back", unique=True
    )
    mail_class: Mapped[MailClass]
    letter: Mapped[str] = technical(String(NAME_MAX), why="which kind of letter")
    member_id: Mapped[int | None] = person_key(
        "member.id", why="whose letter it was", on_erase=OnErase.ERASE
    )
    recipient_key: Mapped[str] = personal(
        String(KEY_LENGTH),
        why="keyed hash of where it went, to recognize a mail that comes back",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    result: Mapped[Result]
    at: Mapped[datetime] = mapped_column(index=True)


class Suppressed(Base):
    """An address that no mail can reach; known by a keyed hash only."""

    __tablename__ = "suppressed_mail"

    recipient_key: Mapped[str] = personal(
        String(KEY_LENGTH),
        why="keyed hash of an address that mail came back from",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.KEEP,
        primary_key=True,
    )
    reason: Mapped[Reason]
    since: Mapped[datetime]


class PrintedMail(Base):
    """A mail of a forum without a mail server, kept for a short while."""

    __tablename__ = "printed_mail"

    id: Mapped[Key]
    message_id: Mapped[str] = technical(
        String(160), why="keeps a mail from being printed twice", unique=True
    )
    recipient: Mapped[str] = personal(
        EncryptedText,
        why="to whom it would have gone",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    subject: Mapped[str] = personal(
        EncryptedText,
        why="lets an operator without a mail server see what was said",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    body: Mapped[str] = personal(
        EncryptedText,
        why="lets an operator without a mail server see what was said",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    printed_at: Mapped[datetime] = mapped_column(index=True)
