"""Appeals: who asks for another look at which decision, and what was written."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal
from moderation.models import Outcome

WORDS_MAX = 2000


class Appeal(Base):
    """That somebody asks for another look at a decision about them, once."""

    __tablename__ = "appeal"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decision.id", ondelete="CASCADE"), unique=True
    )
    statement_id: Mapped[int] = mapped_column(
        ForeignKey("statement.id", ondelete="CASCADE"), index=True
    )
    appellant_id: Mapped[int] = person_key(
        "member.id",
        why="who asks for another look",
        on_erase=OnErase.ERASE,
        ondelete="CASCADE",
        index=True,
    )
    reviewable_id: Mapped[int] = mapped_column(
        ForeignKey("reviewable.id", ondelete="CASCADE"), index=True
    )
    opened_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    by_same_person: Mapped[bool] = mapped_column(default=False)
    """Whether nobody else was there to decide."""
    was_abusive: Mapped[bool] = mapped_column(default=False)


class AppealMessage(Base):
    """What the member or the moderators wrote about an appeal; the first opens it."""

    __tablename__ = "appeal_message"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    appeal_id: Mapped[int] = mapped_column(
        ForeignKey("appeal.id", ondelete="CASCADE"), index=True
    )
    is_staff: Mapped[bool]
    body: Mapped[str] = personal(
        Text,
        why="what a member and the moderators write about an appeal",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    created_at: Mapped[datetime]
