"""Tables of what members agreed to, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Key
from forum.core.personal import OnErase, person_key, technical

NAME_MAX = 32


class Consent(Base):
    """That a member accepted a version of a document; only ever added to."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "member_id", "document", "version"),)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id", why="who accepted", on_erase=OnErase.UNLINK
    )
    document: Mapped[str] = technical(String(NAME_MAX), why="which document")
    version: Mapped[int]
    given_at: Mapped[datetime]


@event.listens_for(Consent, "before_update")
def _refuse_change(*_: Any) -> None:
    """Keep what was agreed to: another agreement is another row."""
    raise RuntimeError("a consent is never changed; add another one")


class DocumentNotice(Base):
    """That a member's mail about a changed document was put in line, once."""

    __tablename__ = "document_notice"

    document: Mapped[str] = technical(
        String(NAME_MAX), why="which document", primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = person_key(
        "member.id",
        why="whose mail it is",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        primary_key=True,
    )
