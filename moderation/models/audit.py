"""The audit log: only ever added to, each entry chained to the one before."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base
from forum.core.personal import OnErase, SeenBy, personal, technical


class AuditHead(Base):
    """Where the chain ends now; held while an entry is added."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = technical(String(64), why="hash of the newest entry")


class AuditEvent(Base):
    """That somebody did something; never changed, never deleted."""

    __tablename__ = "audit_event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_kind: Mapped[str] = technical(String(16), why="staff, member or system")
    actor_id: Mapped[int | None] = technical(
        # No foreign key: the entry outlives whoever it names by number.
        Integer,
        why="number of the member who acted",
    )
    action: Mapped[str] = technical(String(40), why="what was done")
    target_type: Mapped[str] = technical(String(24), why="to what kind of thing")
    target_id: Mapped[int]
    reviewable_id: Mapped[int | None]
    decision_id: Mapped[int | None]
    board_id: Mapped[int | None]
    batch_id: Mapped[int | None]
    request_id: Mapped[str | None] = technical(
        String(40),
        why="random number of the request or job, to find together what it did",
        nullable=True,
    )
    payload_digest: Mapped[str] = technical(
        String(64), why="proves the payload as long as it is kept"
    )
    prev_hash: Mapped[str] = technical(String(64), why="the entry before")
    hash: Mapped[str] = technical(String(64), why="this entry, chained")


class AuditPayload(Base):
    """Details of an entry; can be erased without breaking the chain."""

    __tablename__ = "audit_payload"

    seq: Mapped[int] = mapped_column(
        ForeignKey("audit_event.seq"), primary_key=True, autoincrement=False
    )
    salt: Mapped[bytes] = technical(
        LargeBinary(16), why="keeps the digest from giving the payload away"
    )
    json: Mapped[str] = personal(
        Text,
        why="what exactly was done, never any words of a post",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
