"""Bookmarks go with what they are of."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.retention import kept
from forum.reactions import actions


@kept(
    "bookmarks, with their notes", "until they are removed, or cannot be read any more"
)
def forget_unreadable(now: datetime) -> int:  # noqa: ARG001 - for the sweep
    """Delete bookmarks of what members may not read any more."""
    with transaction():
        return actions.forget_unreadable()
