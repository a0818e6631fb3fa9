"""Tables of mail: what was printed instead of sent, for the operator to read."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.columns import EncryptedText
from forum.core.db import Base, Key
from forum.core.personal import OnErase, SeenBy, personal, technical


class PrintedMail(Base):
    """A mail of a forum without a mail server, kept for a short while."""

    __tablename__ = "printed_mail"

    id: Mapped[Key]
    message_id: Mapped[str] = technical(
        String(160), why="keeps a mail from being printed twice", unique=True
    )
    recipient: Mapped[str] = personal(
        EncryptedText,
        why="to whom it would have gone",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    subject: Mapped[str] = personal(
        EncryptedText,
        why="lets an operator without a mail server see what was said",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    body: Mapped[str] = personal(
        EncryptedText,
        why="lets an operator without a mail server see what was said",
        seen_by=SeenBy.STAFF,
        on_erase=OnErase.ERASE,
    )
    printed_at: Mapped[datetime] = mapped_column(index=True)
