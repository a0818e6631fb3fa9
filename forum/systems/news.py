"""What system cards ask and tell whoever stands on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from forum.core.hooks import Hook
from forum.members.viewers import Viewer
from forum.systems.rules import Table


class ForumTables(Protocol):
    """Asked once a quarter for figures about what everybody can read here."""

    def __call__(self, now: datetime, /) -> Sequence[Table]:
        """Return the tables as they may be published."""


class ReportUrl(Protocol):
    """Asked where a viewer can tell moderators about a card of somebody else."""

    def __call__(self, viewer: Viewer, card_id: int, /) -> str:
        """Return the address; no query is made here."""


class CardChanged(Protocol):
    """Told when an owner changed or removed a card, in the same transaction."""

    def __call__(self, card_id: int, is_gone: bool, now: datetime, /) -> None:
        """Take note, inside the transaction."""


forum_tables: Hook[ForumTables] = Hook("forum_tables")
report_urls: Hook[ReportUrl] = Hook("report_urls")
card_changed: Hook[CardChanged] = Hook("card_changed")
