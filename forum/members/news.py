"""What members tell to whoever stands on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from forum.core.hooks import Hook
from forum.members.models import Member


@dataclass(frozen=True, slots=True)
class Badge:
    """A number in the header that waits for the member."""

    label: str
    icon: str
    url: str
    count: int


class Joined(Protocol):
    """Told when somebody became a member, in the same transaction."""

    def __call__(self, member: Member, accepted_at: datetime, /) -> None:
        """Take note, inside the transaction."""


class Counter(Protocol):
    """Asked on each page of a member for something that waits for them."""

    def __call__(self, member: Member, /) -> Badge | None:
        """Return what waits; one query at most."""


joined: Hook[Joined] = Hook("joined")
counters: Hook[Counter] = Hook("counters")
