"""Table of tokens with which programs read for a member."""

from datetime import date, datetime

from sqlalchemy import Date, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal, technical


class ApiToken(Base):
    """That a program may read a member's notifications, as they allowed it."""

    __tablename__ = "api_token"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id",
        why="who made the token",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    key: Mapped[bytes] = technical(
        LargeBinary(32), why="hash of the token, by which it is known", unique=True
    )
    made_at: Mapped[datetime]
    used_on: Mapped[date | None] = personal(
        Date,
        why="the last day on which a program used the token",
        seen_by=SeenBy.OWNER,
        on_erase=OnErase.ERASE,
    )
    ends_at: Mapped[datetime] = mapped_column(index=True)
