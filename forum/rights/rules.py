"""How long, how often and by whom: what holds for copies, erasures, disclosures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.core.answers import YES, Answer, no
from forum.members.models import Member, Role
from forum.members.rules import NOBODY, may_write
from forum.members.viewers import Viewer

GRACE = timedelta(days=14)
REMINDED_BEFORE = timedelta(days=2)
NOT_ACTIVE_LASTS = timedelta(days=730)
HANDLE_CLOSED = timedelta(days=365)
COPY_EVERY = timedelta(hours=24)
COPY_LASTS = timedelta(days=7)
CONSENTS_LAST = timedelta(days=1095)
PASSPHRASE_MIN = 15

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


def _staff(viewer: Viewer, now: datetime) -> Answer:  # noqa: ARG001 - of the table
    return YES if viewer.is_staff else no("Moderators and administrators only.")


def _administrators(viewer: Viewer, now: datetime) -> Answer:  # noqa: ARG001 - as above
    return YES if viewer.is_administrator else no("Administrators only.")


RIGHTS: tuple[Right, ...] = (
    Right("Read every public board, and search", "everybody", _everybody),
    Right("Read boards for members", "your role", _members),
    Right("Open threads and reply", "the state of your account", may_write),
    Right("Post without waiting", "how long you are here", _without_waiting),
    Right("Edit your posts for 30 days", "the state of your account", may_write),
    Right("Take back words, photos and replies", "your account", _members),
    Right("Report a post", "your account", _members),
    Right("Keep system cards", "your account", _members),
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
