"""How long, how often and by whom: what holds for copies, erasures, disclosures."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.core.answers import YES, Answer, no
from forum.members.models import Member, Role
from forum.members.rules import NOBODY, may_draft, may_rename, may_write
from forum.members.viewers import Viewer

GRACE = timedelta(days=14)
REMINDED_BEFORE = timedelta(days=2)
NOT_ACTIVE_LASTS = timedelta(days=730)
COPY_EVERY = timedelta(hours=24)
COPY_LASTS = timedelta(days=7)
CONSENTS_LAST = timedelta(days=1095)
REMOVED_LASTS = timedelta(days=180)
PASSPHRASE_MIN = 15
FEW_DEMANDS = 5
"""Fewer demands of authorities than this are not told as a figure."""
FEW_TOLD = f"fewer than {FEW_DEMANDS}"
JUNE = 6

Ask = Callable[[Viewer, datetime], Answer]


@dataclass(frozen=True, slots=True)
class Right:
    """Something one may do, and the rule that says so."""

    what: str
    source: str
    """What decides it: the state, the role, the board, the time one is here."""
    ask: Ask


def _everybody(viewer: Viewer, now: datetime) -> Answer:  # noqa: ARG001 - of the table
    return YES


def _members(viewer: Viewer, now: datetime) -> Answer:  # noqa: ARG001 - of the table
    return YES if isinstance(viewer, Member) else no(NOBODY)


def _without_waiting(viewer: Viewer, now: datetime) -> Answer:
    if not (answer := may_write(viewer, now)):
        return answer
    assert isinstance(viewer, Member)  # noqa: S101 - narrows for the types
    if viewer.is_staff or viewer.vouched_at is not None:
        return YES
    return no("Your first posts wait until a moderator has read them.")


def _rename(viewer: Viewer, now: datetime) -> Answer:
    return may_rename(viewer, now) if isinstance(viewer, Member) else no(NOBODY)


def _staff(viewer: Viewer, now: datetime) -> Answer:  # noqa: ARG001 - of the table
    return YES if viewer.is_staff else no("Moderators and administrators only.")


def _administrators(viewer: Viewer, now: datetime) -> Answer:  # noqa: ARG001 - as above
    return YES if viewer.is_administrator else no("Administrators only.")


RIGHTS: tuple[Right, ...] = (
    Right(
        "Read every public board, and search",
        "nothing: it is open to everybody",
        _everybody,
    ),
    Right("Read boards for members", "your role", _members),
    Right(
        "Open threads, reply, add photos or files",
        "the state of your account",
        may_write,
    ),
    Right("Keep drafts", "the state of your account", may_draft),
    Right("Post without waiting", "how long you are here", _without_waiting),
    Right("Edit your posts for 30 days", "the state of your account", may_write),
    Right("Take back words, photos and replies", "your account", _members),
    Right("Report a post or a system card", "the state of your account", may_write),
    Right("Describe yourself to others", "the state of your account", may_write),
    Right("Add system cards", "the state of your account", may_write),
    Right("Hide or remove what you said, and system cards", "your account", _members),
    Right("Take another user name", "the state of your account", _rename),
    Right("Change how you sign in, and how we reach you", "your account", _members),
    Right("Get a copy of your data, pause or delete", "your account", _members),
    Right("Decide about reports", "your role", _staff),
    Right("Change how the forum is run", "your role", _administrators),
)
"""All that decides who may do what; nothing in a profile or a card does."""


def may_ask_copy(last: datetime | None, now: datetime) -> Answer:
    """One copy a day is enough."""
    if last is not None and now - last < COPY_EVERY:
        return no("You can ask for one copy in 24 hours. Try again tomorrow.")
    return YES


def may_leave(member: Member, administrators: int) -> Answer:
    """The only administrator has to make another one first."""
    if member.role is Role.ADMINISTRATOR and administrators <= 1:
        return no(
            "You are the only administrator. Make somebody else one first, so that "
            "the forum is looked after."
        )
    return YES


def may_disclose(is_former: bool) -> Answer:
    """Of somebody who was erased there is nothing, and their row stands for many."""
    if is_former:
        return no("This member was erased: there is nothing left to disclose.")
    return YES


def may_approve(approver: Member, prepared_by: int | None) -> Answer:
    """A disclosure needs two administrators."""
    if not approver.is_administrator:
        return no("Administrators only.")
    if prepared_by is None or approver.id == prepared_by:
        return no("Somebody else has to agree: two administrators are needed.")
    return YES


@dataclass(frozen=True, slots=True)
class HalfYear:
    """What authorities asked for in half a year, and how often we disclosed."""

    year: int
    half: int
    received: int
    complied: int

    @property
    def name(self) -> str:
        """What the half-year is called."""
        months = "January to June" if self.half == 1 else "July to December"
        return f"{months} {self.year}"

    @property
    def received_told(self) -> str:
        """How many there were, in a figure that is about nobody."""
        return f"{self.received:,}" if _is_told(self.received) else FEW_TOLD

    @property
    def complied_told(self) -> str:
        """How many were disclosed; untold too if the rest would be few."""
        rest = self.received - self.complied
        if not _is_told(self.complied):
            return FEW_TOLD
        return f"{self.complied:,}" if _is_told(rest) else "not told"


def half_year(moment: datetime) -> tuple[int, int]:
    """Return the year, and 1 or 2 for its half."""
    return moment.year, 1 if moment.month <= JUNE else 2


def half_years(demands: Iterable[tuple[datetime, bool]]) -> list[HalfYear]:
    """Count demands, each with whether it was disclosed; newest half-year first."""
    received: Counter[tuple[int, int]] = Counter()
    complied: Counter[tuple[int, int]] = Counter()
    for at, was_disclosed in demands:
        received[half_year(at)] += 1
        complied[half_year(at)] += was_disclosed
    return [
        HalfYear(*when, received[when], complied[when])
        for when in sorted(received, reverse=True)
    ]


def _is_told(count: int) -> bool:
    return count == 0 or count >= FEW_DEMANDS
