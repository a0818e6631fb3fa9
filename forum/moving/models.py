"""The table of what was taken in from another forum."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from forum.core.db import Base, Key
from forum.core.personal import technical


class Arrival(Base):
    """That this forum came from elsewhere: the same folder is never taken twice."""

    __tablename__ = "arrival"

    id: Mapped[Key]
    manifest: Mapped[str] = technical(
        String(64), why="SHA-256 of the manifest that was taken in", unique=True
    )
    arrived_at: Mapped[datetime]
