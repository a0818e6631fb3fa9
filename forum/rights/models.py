"""Tables of members' rights: copies, erasures, and what a law has asked for."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import EncryptedText
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

CASE_MAX = 80
AUTHORITY_MAX = 120
DELAY_MAX = 200


class Fate(StrEnum):
    """What becomes of the posts of a member who leaves for good."""

    KEEP = "keep"
    """They stay, under a label that is another one in each thread."""
    REDACT = "redact"
    """Their words and pictures are destroyed; their places stay."""


class Erasure(Base):
    """That a member is to be erased, or was: the ledger, by numbers only.

    It is read again after a backup was restored. What names somebody in it is
    sealed, and blanked once it has served.
    """

    __tablename__ = "erasure"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose erasure this is; a number that says nothing afterwards",
        on_erase=OnErase.KEEP,
        index=True,
    )
    fate: Mapped[Fate]
    passages: Mapped[str | None] = personal(
        EncryptedText,
        why="which details of their own posts are to be destroyed, until they are",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    link_key: Mapped[bytes | None] = technical(
        LargeBinary(32), why="hash of the link that stops it", unique=True
    )
    contact: Mapped[str | None] = personal(
        EncryptedText,
        why="where the receipt goes, until it went",
        seen_by=SeenBy.NOBODY,
        on_erase=OnErase.ERASE,
    )
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    touched: Mapped[dict[str, int] | None] = technical(
        JSON, why="how many rows of which tables were erased or changed"
    )
    tables: Mapped[int | None]
    """How many tables were touched."""
    rows: Mapped[int | None]
    """How many rows of them."""
    found_after: Mapped[int | None]
    """Rows in which a search afterwards still found address, name or user name."""


class ExportFile(Base):
    """A copy of everything about a member, made because they asked for it."""

    __tablename__ = "export_file"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose copy this is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    name: Mapped[str | None] = technical(String(40), why="the file, once it is made")
    asked_at: Mapped[datetime] = mapped_column(index=True)
    ready_at: Mapped[datetime | None]


class LegalExport(Base):
    """The register: what was disclosed to whom because a law requires it."""

    __tablename__ = "legal_export"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    case_number: Mapped[str] = technical(
        String(CASE_MAX), why="the authority's number of the case"
    )
    authority: Mapped[str] = technical(String(AUTHORITY_MAX), why="who requires it")
    subject_id: Mapped[int] = person_key(
        "member.id", why="whose data it is about", on_erase=OnErase.UNLINK
    )
    fields: Mapped[list[str]] = technical(JSON, why="which fields, by their names")
    since: Mapped[date]
    until: Mapped[date]
    delay_reason: Mapped[str] = technical(
        String(DELAY_MAX), why="why the member is not told yet", default=""
    )
    prepared_by: Mapped[int | None] = person_key(
        "member.id", why="which administrator prepared it", on_erase=OnErase.UNLINK
    )
    prepared_at: Mapped[datetime]
    approved_by: Mapped[int | None] = person_key(
        "member.id", why="which other administrator agreed", on_erase=OnErase.UNLINK
    )
    approved_at: Mapped[datetime | None]
    noticed_at: Mapped[datetime | None]
    """When the member was told."""
    digest: Mapped[str] = technical(
        String(64), why="SHA-256 of the sealed archive that was handed out", default=""
    )


class LegalHold(Base):
    """A post that may not be destroyed while a case needs it."""

    __tablename__ = "legal_hold"
    __table_args__ = (UniqueConstraint("legal_export_id", "post_id"),)

    id: Mapped[Key]
    legal_export_id: Mapped[int] = mapped_column(
        ForeignKey("legal_export.id", ondelete="CASCADE")
    )
    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), index=True
    )
    ended_at: Mapped[datetime | None]
    destroy_after: Mapped[bool] = mapped_column(default=False)
    """Whether its author was erased meanwhile and wanted the words destroyed."""
