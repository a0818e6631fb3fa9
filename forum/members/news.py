"""What members tell to whoever stands on them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from forum.core.hooks import Hook
from forum.members.models import Member
from forum.members.viewers import Viewer
from forum.solar.cards import CardView


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


class Leave(StrEnum):
    """In which way somebody leaves, or comes back."""

    DEACTIVATE = "deactivate"
    REACTIVATE = "reactivate"
    ERASE = "erase"


class Leaving(Protocol):
    """Told when a member leaves or comes back, in the same transaction.

    Their sessions have ended by then, and `Member.deactivated_at` is set or
    taken away; with `ERASE` everything else about them goes now.
    """

    def __call__(self, member_id: int, what: Leave, now: datetime, /) -> None:
        """Do your part, inside the transaction."""


@dataclass(frozen=True, slots=True)
class ClaimedSystem:
    """A system that the registry says a member has; kept by whoever is told."""

    id: str
    label: str
    dc_kw: float | None
    state: str
    url: str


class SystemsClaim(Protocol):
    """Told at each sign-in through a registry that knows of systems."""

    def __call__(self, member_id: int, systems: list[ClaimedSystem], /) -> None:
        """Take the whole list as it stands now, inside the transaction."""


class CardsOf(Protocol):
    """Asked on the page of a member who has system cards."""

    def __call__(self, member_id: int, viewer: Viewer, /) -> tuple[CardView, ...]:
        """Return the cards as this viewer sees them; one query at most."""


joined: Hook[Joined] = Hook("joined")
cards_of: Hook[CardsOf] = Hook("cards_of")
counters: Hook[Counter] = Hook("counters")
leaving: Hook[Leaving] = Hook("leaving")
systems_claim: Hook[SystemsClaim] = Hook("systems_claim")
