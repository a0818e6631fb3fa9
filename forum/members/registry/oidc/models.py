"""Tables of the shared registry: who is who, and what is on its way."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import EncryptedText
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

ISSUER_MAX = 255
SUB_MAX = 255


class Parting(StrEnum):
    """In which way a member parts with this forum, as SolTrex is told."""

    DEACTIVATED = "deactivated"
    ERASED = "erased"


class OidcIdentity(Base):
    """Which person of the SolTrex account service a member is."""

    __tablename__ = "oidc_identity"
    __table_args__ = (UniqueConstraint("issuer", "sub"),)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose SolTrex account this is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        unique=True,
    )
    issuer: Mapped[str] = technical(String(ISSUER_MAX), why="which service says so")
    sub: Mapped[str] = personal(
        String(SUB_MAX),
        why="the number under which SolTrex knows the person",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    email: Mapped[str | None] = personal(
        EncryptedText,
        why="where we write to",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    email_key: Mapped[str | None] = personal(
        String(64),
        why="finds a member by their address without keeping it readable",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
        index=True,
    )
    email_verified: Mapped[bool] = mapped_column(default=False)
    """Whether SolTrex vouches for the address; no other gets mail."""
    is_disabled: Mapped[bool] = mapped_column(default=False)
    """Whether SolTrex says that the account is not active."""
    standing_at: Mapped[datetime | None]
    """When SolTrex last said how the account stands, by its own clock: what it
    said before that and comes late changes nothing."""
    username_key: Mapped[str | None] = personal(
        String(64),
        why="shows that the user name at SolTrex changed, without keeping it",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    proposed: Mapped[str | None] = personal(
        EncryptedText,
        why="the new user name at SolTrex, until its owner decided about it here",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    synced_at: Mapped[datetime]


class OidcNewcomer(Base):
    """Somebody SolTrex vouches for who has not chosen a user name here yet."""

    __tablename__ = "oidc_newcomer"

    key: Mapped[bytes] = technical(
        LargeBinary(32), why="hash of what their session holds", primary_key=True
    )
    proof: Mapped[str] = personal(
        EncryptedText,
        why="what SolTrex said, until the user name is chosen",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    subject_key: Mapped[str | None] = personal(
        String(64),
        why="finds them if SolTrex closes their account meanwhile",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
        index=True,
    )
    until: Mapped[datetime] = mapped_column(index=True)


class OidcFormerEmail(Base):
    """An address before it changed, until its owner has been told."""

    __tablename__ = "oidc_former_email"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose address it was",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    email: Mapped[str] = personal(
        EncryptedText,
        why="is told that the address changed",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    changed_at: Mapped[datetime] = mapped_column(index=True)


class OidcSeenToken(Base):
    """A logout token or security event that was taken, so that it works once."""

    __tablename__ = "oidc_seen_token"

    key: Mapped[bytes] = technical(
        LargeBinary(32), why="hash of the token's number", primary_key=True
    )
    until: Mapped[datetime] = mapped_column(index=True)


class OidcNotice(Base):
    """What SolTrex is told, if the operator wishes: that a member left here."""

    __tablename__ = "oidc_notice"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    once: Mapped[str] = technical(
        String(64), why="keeps the same from being told twice", unique=True
    )
    what: Mapped[Parting]
    sub: Mapped[str | None] = personal(
        EncryptedText,
        why="the number under which SolTrex knows the person, until it was told",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    asked_at: Mapped[datetime] = mapped_column(index=True)
    told_at: Mapped[datetime | None]
