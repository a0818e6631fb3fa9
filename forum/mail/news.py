"""What mail asks of whoever stands on it."""

from datetime import date
from typing import Protocol

from forum.core.hooks import Hook
from forum.members.news import OwnPage


class PolicyVersion(Protocol):
    """Asked when a member says what mail they want."""

    def __call__(self, day: date, /) -> int:
        """Return the version of the privacy statement in force."""


choice_pages: Hook[OwnPage] = Hook("choice_pages")
"""Pages on which members say more about mail of what happens in the forum."""
policy_version: Hook[PolicyVersion] = Hook("policy_version")
