"""The table of threads about the same, as the search found them."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base


class ThreadAlike(Base):
    """A thread that is about the same as another: only keys, found anew by jobs.

    Whether a reader may see it, and what it is called, is asked when a page shows
    it, in the query that reads the thread anyway.
    """

    __tablename__ = "thread_alike"

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    place: Mapped[int]
    """The smaller, the more alike; those of the same board stand first."""
