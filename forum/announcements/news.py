"""What is told about announcements, in the same transaction."""

from datetime import datetime
from typing import Protocol

from forum.announcements.models import Announcement
from forum.core.hooks import Hook


class ToldApproved(Protocol):
    """Told that an announcement stands on the first page from now on."""

    def __call__(self, announcement: Announcement, now: datetime, /) -> None:
        """Take note, inside the transaction."""


approved: Hook[ToldApproved] = Hook("approved")
