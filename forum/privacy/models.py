"""Tables of what members agreed to, and when."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped

from forum.core.db import Base, Key
from forum.core.personal import OnErase, person_key, technical


class Consent(Base):
    """That a member accepted a version of a document; only ever added to."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "member_id", "document", "version"),)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id", why="who accepted", on_erase=OnErase.UNLINK
    )
    document: Mapped[str] = technical(String(32), why="which document")
    version: Mapped[int]
    given_at: Mapped[datetime]
