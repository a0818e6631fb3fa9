"""Tables of what people ask without an account, by forms that laws want."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import EncryptedText
from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical

REFERENCE_LENGTH = 9
WORDS_MAX = 5000
LINE_MAX = 200
POSTAL_MAX = 400
PHONE_MAX = 40
SWORN_MAX = 120


class NoticeKind(StrEnum):
    """By which form something came in."""

    FLAG = "flag"
    PRIVACY = "privacy"
    TAKE_IT_DOWN = "take_it_down"
    COPYRIGHT = "copyright"
    COUNTER_NOTICE = "counter_notice"


class Relation(StrEnum):
    """For whom somebody asks."""

    SELF = "self"
    CHILD = "child"
    OTHER = "other"


class Notice(Base):
    """What somebody asked by a form that a law wants, and where the answer goes."""

    __tablename__ = "notice"
    __table_args__ = (Index(None, "closed_at", "received_at"), NEVER_REUSED)

    id: Mapped[Key]
    reference: Mapped[str] = technical(
        String(REFERENCE_LENGTH), why="the number that was given out", unique=True
    )
    kind: Mapped[NoticeKind]
    relation: Mapped[Relation | None]
    name: Mapped[str | None] = personal(
        EncryptedText,
        why="who asks, as the law wants to know",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    email: Mapped[str | None] = personal(
        EncryptedText,
        why="where the answer goes",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    phone: Mapped[str | None] = personal(
        EncryptedText,
        why="where to call, in copyright notices",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    postal: Mapped[str | None] = personal(
        EncryptedText,
        why="where to write, in copyright notices",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    signature: Mapped[str | None] = personal(
        EncryptedText,
        why="the typed signature that makes it valid",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    words: Mapped[str | None] = personal(
        EncryptedText,
        why="what is asked, or which work is meant",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    sworn: Mapped[str] = technical(
        String(SWORN_MAX), why="which statements were made", default=""
    )
    member_id: Mapped[int | None] = person_key(
        "member.id",
        why="whose post a counter-notice is about",
        on_erase=OnErase.UNLINK,
        index=True,
    )
    received_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class NoticeCase(Base):
    """Which case a notice belongs to: one for each post it names."""

    __tablename__ = "notice_case"

    notice_id: Mapped[int] = mapped_column(
        ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True
    )
    reviewable_id: Mapped[int] = mapped_column(
        ForeignKey("reviewable.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class AccountLock(Base):
    """That an account is locked until it is known whether its owner is under 13."""

    __tablename__ = "account_lock"

    id: Mapped[Key]
    reviewable_id: Mapped[int] = mapped_column(
        ForeignKey("reviewable.id", ondelete="CASCADE"), index=True
    )
    member_id: Mapped[int | None] = person_key(
        "member.id", why="whose account it is", on_erase=OnErase.UNLINK, index=True
    )
    locked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
