"""Tables of the embedded registry: private, encrypted, seen by their owner only."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import EncryptedText
from forum.core.db import Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

NAME_MAX = 100
EMAIL_MAX = 254


class Account(Base):
    """How a person is known: name, address and how they prove who they are."""

    __tablename__ = "account"

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id", why="whose account this is", on_erase=OnErase.ERASE, unique=True
    )
    name: Mapped[str] = personal(
        EncryptedText,
        why="how we address the person in mail",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    email: Mapped[str] = personal(
        EncryptedText,
        why="where we write to",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    email_key: Mapped[str] = personal(
        String(64),
        why="finds an account by its address without keeping it readable",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
        unique=True,
    )
    phone: Mapped[str | None] = personal(
        EncryptedText,
        why="calling back, if the person wishes it",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    zip_code: Mapped[str | None] = personal(
        EncryptedText,
        why="warning when a draft gives it away",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    password_hash: Mapped[str] = personal(
        String(200),
        why="proves who signs in",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    created_at: Mapped[datetime]
    password_set_at: Mapped[datetime]


class Application(Base):
    """A registration whose e-mail address is not confirmed yet."""

    __tablename__ = "application"

    id: Mapped[Key]
    handle: Mapped[str] = personal(
        EncryptedText,
        why="the user name asked for; nobody has it yet",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    name: Mapped[str] = personal(
        EncryptedText,
        why="becomes the account's name",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    email: Mapped[str] = personal(
        EncryptedText,
        why="gets the welcome mail",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    password_hash: Mapped[str] = personal(
        String(200),
        why="becomes the account's password",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    link_key: Mapped[bytes | None] = technical(
        LargeBinary(32), why="hash of the link in the welcome mail", unique=True
    )
    link_until: Mapped[datetime | None]
    applied_at: Mapped[datetime] = mapped_column(index=True)


class ResetLink(Base):
    """A link to a new password: works once, and not for long."""

    __tablename__ = "reset_link"

    key: Mapped[bytes] = technical(
        LargeBinary(32), why="hash of the link", primary_key=True
    )
    account_id: Mapped[int] = person_key(
        "account.id",
        why="whose password may be set anew",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    until: Mapped[datetime]
