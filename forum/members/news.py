"""What members tell to whoever stands on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from markupsafe import Markup

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


class HasAgreed(Protocol):
    """Asked whether somebody ever accepted the terms and the privacy statement.

    Whose account came with another forum has not, until they claim it.
    """

    def __call__(self, member_id: int, /) -> bool:
        """Say so; one query."""


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


class SignedOut(Protocol):
    """Told that a member was signed out everywhere, in the same transaction."""

    def __call__(self, member_id: int, /) -> None:
        """End what else lets somebody in as them."""


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


@dataclass(frozen=True, slots=True)
class Renamed:
    """A member who has another user name from now on."""

    member_id: int
    before: str
    after: str


class Renaming(Protocol):
    """Told when a member takes another user name, in the same transaction."""

    def __call__(self, renamed: Renamed, now: datetime, /) -> None:
        """Let what names them follow; rows of members are locked after this."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of an extension that My SolTrex leads to."""

    label: str
    icon: str
    endpoint: str
    about: str


@dataclass(frozen=True, slots=True)
class StaffDeed:
    """Something that staff did about how the forum is run; numbers only."""

    action: str
    target_type: str
    target_id: int
    details: dict[str, Any] = field(default_factory=dict)


class NotingDeed(Protocol):
    """Told what staff did, to be kept in a log that nobody can change."""

    def __call__(self, actor: Member | None, deed: StaffDeed, now: datetime, /) -> None:
        """Take note, inside the transaction; no actor means the command line."""


@dataclass(frozen=True, slots=True)
class MemberTool:
    """A link on the page of a member."""

    label: str
    icon: str
    url: str


class MemberTools(Protocol):
    """Asked which tools a viewer gets on the page of a member."""

    def __call__(
        self, viewer: Viewer, member_id: int, handle: str, /
    ) -> list[MemberTool]:
        """Return the tools; no query is made here."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """Something that a member has to read before they write."""

    key: int
    subject: str
    html: Markup
    url: str


class MustRead(Protocol):
    """Asked what a member has to read before they write."""

    def __call__(self, member_id: int, now: datetime, /) -> ToRead | None:
        """Return the oldest of it; one query at most."""


class HasRead(Protocol):
    """Told that a member says they have read it."""

    def __call__(self, member_id: int, key: int, now: datetime, /) -> None:
        """Take note, inside the transaction; a key of somebody else does nothing."""


@dataclass(frozen=True, slots=True)
class RecentThread:
    """A thread as My SolTrex lists it."""

    title: str
    url: str
    board: str
    replies: int
    last_by: str
    active_at: datetime


class RecentThreads(Protocol):
    """Asked for the threads with the newest posts, to be listed on My SolTrex."""

    def __call__(self, member: Member, /) -> Sequence[RecentThread]:
        """Return those that the member reads, the newest first; one query at most."""


class OnMy(Protocol):
    """Asked what a member is to know on My SolTrex of how they stand."""

    def __call__(self, member: Member, now: datetime, /) -> list[str]:
        """Return sentences; two queries at most."""


joined: Hook[Joined] = Hook("joined")
has_agreed: Hook[HasAgreed] = Hook("has_agreed")
member_tools: Hook[MemberTools] = Hook("member_tools")
must_read: Hook[MustRead] = Hook("must_read")
has_read: Hook[HasRead] = Hook("has_read")
on_my: Hook[OnMy] = Hook("on_my")
"""How a member stands, told to them alone."""
recent_threads: Hook[RecentThreads] = Hook("recent_threads")
cards_of: Hook[CardsOf] = Hook("cards_of")
counters: Hook[Counter] = Hook("counters")
leaving: Hook[Leaving] = Hook("leaving")
signed_out: Hook[SignedOut] = Hook("signed_out")
systems_claim: Hook[SystemsClaim] = Hook("systems_claim")
renaming: Hook[Renaming] = Hook("renaming")
staff_deeds: Hook[NotingDeed] = Hook("staff_deeds")
own_pages: Hook[OwnPage] = Hook("own_pages")
"""Pages beside drafts, under what a member wrote and reported."""
