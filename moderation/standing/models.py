"""What moderators note about a member."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import NEVER_REUSED, Base, Key
from forum.core.personal import OnErase, SeenBy, person_key, personal

NOTE_MAX = 2000


class NoteKind(StrEnum):
    """What a note is meant as."""

    INFO = "info"
    WATCH = "watch"
    POSITIVE = "positive"


class MemberNote(Base):
    """A note of staff on a member; on no page of theirs, and gone once it ended."""

    __tablename__ = "member_note"
    __table_args__ = (Index(None, "member_id", "id"), NEVER_REUSED)

    id: Mapped[Key]
    member_id: Mapped[int] = person_key(
        "member.id", why="whom it is about", on_erase=OnErase.ERASE
    )
    author_id: Mapped[int] = person_key(
        "member.id",
        why="which moderator wrote it",
        on_erase=OnErase.UNLINK,
        index=True,
    )
    kind: Mapped[NoteKind] = mapped_column(default=NoteKind.INFO)
    body: Mapped[str] = personal(
        Text,
        why="what moderators need to remember of a member",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime | None]
