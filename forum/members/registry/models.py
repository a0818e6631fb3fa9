"""Tables of the embedded registry: private, encrypted, seen by their owner only."""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import EncryptedText
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

NAME_MAX = 100
EMAIL_MAX = 254
PASSKEY_NAME_MAX = 40


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
    password_is_short: Mapped[bool] = mapped_column(default=False)
    """Whether it holds only beside a second step of signing in."""


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


class NewAddress(Base):
    """Another e-mail address that its owner has not confirmed yet.

    Once confirmed it holds the one before, until its reader was told.
    """

    __tablename__ = "new_address"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    account_id: Mapped[int] = person_key(
        "account.id",
        why="whose address is to change",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    email: Mapped[str] = personal(
        EncryptedText,
        why="becomes the account's address once it is confirmed",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    link_key: Mapped[bytes | None] = technical(
        LargeBinary(32), why="hash of the link in the mail", unique=True
    )
    until: Mapped[datetime | None]
    asked_at: Mapped[datetime] = mapped_column(index=True)


class Authenticator(Base):
    """The app that shows its owner a new code every half minute (TOTP)."""

    __tablename__ = "authenticator"

    account_id: Mapped[int] = person_key(
        "account.id",
        why="whose second step of signing in this is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
    secret: Mapped[str] = personal(
        EncryptedText,
        why="from it the app and we compute the same codes",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The half minute of the code that was used last: none works twice."""
    begun_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]
    """When its owner first sent a code; before that it asks for nothing."""


class RecoveryCode(Base):
    """A code on paper that stands in for the app or the passkey, once."""

    __tablename__ = "recovery_code"

    id: Mapped[Key]
    account_id: Mapped[int] = person_key(
        "account.id",
        why="who may sign in with it",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    code_key: Mapped[str] = personal(
        String(64),
        why="keyed hash of the code; the code itself is not kept",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
        unique=True,
    )


class Passkey(Base):
    """A key in somebody's device or password keeper that signs them in."""

    __tablename__ = "passkey"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    account_id: Mapped[int] = person_key(
        "account.id",
        why="who signs in with it",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    name: Mapped[str] = personal(
        EncryptedText,
        why="what its owner calls it, to tell it from others",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    credential: Mapped[bytes] = personal(
        LargeBinary(1023),
        why="by which the device names the key when it signs in",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
        unique=True,
    )
    public_key: Mapped[bytes] = personal(
        LargeBinary,
        why="checks what the device signed",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
