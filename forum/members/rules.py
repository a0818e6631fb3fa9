"""What members may do, and what they may be called."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from forum.core.answers import YES, Answer, no
from forum.disclosure import Level, scan
from forum.members.models import HANDLE_MAX, Affiliation, Member, Shown
from forum.members.viewers import Viewer

HANDLE_MIN = 3
HANDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{1,18}[A-Za-z0-9]")
NUMBER = re.compile(r"[0-9._-]{7,20}")
RESERVED = frozenset(
    "about admin administrator anonymous contact deleted everyone forum former "
    "guest help info mail member members mod moderation moderator moderators my "
    "news nobody null official operator owner postmaster privacy root rules search "
    "security site soltrex staff support system team webmaster".split()
)
RENAME_EVERY = timedelta(days=90)
HANDLE_CLOSED = timedelta(days=365)
"""How long nobody else gets a user name that somebody had."""
WIDTH = {Shown.HIDDEN: 0, Shown.MEMBERS: 1, Shown.PUBLIC: 2}
OPEN_ENDED = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when somebody is suspended whose suspension has no end yet."""
NOBODY = "Sign in to write. Everyone can read."
KEPT_OUT = (
    "This account is being deleted, or is not active at SolTrex. It cannot be opened "
    "again here."
)


@dataclass(frozen=True, slots=True)
class Described:
    """What a member says about themselves, and who is to see it."""

    about: str
    affiliation: Affiliation
    affiliation_text: str
    about_seen: Shown = Shown.HIDDEN
    region: str = ""
    region_seen: Shown = Shown.HIDDEN


def may_be_called(handle: str) -> Answer:
    """User names are short, plain, and never look like the site itself."""
    if not HANDLE_MIN <= len(handle) <= HANDLE_MAX:
        return no(f"Use {HANDLE_MIN} to {HANDLE_MAX} characters")
    if not HANDLE.fullmatch(handle):
        return no(
            "Use letters, digits, dots, dashes and underscores; begin and end with "
            "a letter or a digit"
        )
    if handle.casefold() in RESERVED:
        return no("This user name is reserved. Choose another one")
    if NUMBER.fullmatch(handle) or any(
        found.level is not Level.HINT for found in scan(handle)
    ):
        return no("This looks like a number or an address of yours. Choose another one")
    return YES


def gives_away(handle: str, email: str) -> bool:
    """Say whether a user name is the first part of the e-mail address."""
    return handle.casefold() == email.partition("@")[0].casefold()


def may_return(is_kept_out: bool) -> Answer:
    """Who left comes back as they like, but not past the registry."""
    return no(KEPT_OUT) if is_kept_out else YES


def may_write(viewer: Viewer, now: datetime) -> Answer:
    """Members may write unless they left, or are limited or suspended."""
    if not (answer := may_draft(viewer, now)):
        return answer
    assert isinstance(viewer, Member)  # noqa: S101 - narrows for the types
    if is_limited(viewer, now):
        return no(
            f"You can read but not write {until(viewer.limited_until)}. "
            "The reasons are in My SolTrex, under Decisions about you."
        )
    return YES


def may_draft(viewer: Viewer, now: datetime) -> Answer:
    """Who is limited still keeps drafts; who is suspended or left does not."""
    if not isinstance(viewer, Member) or viewer.deactivated_at is not None:
        return no(NOBODY)
    if is_suspended(viewer, now):
        return no(
            f"Your account is suspended {until(viewer.suspended_until)}. "
            "The reasons are in My SolTrex, under Decisions about you."
        )
    return YES


def is_suspended(member: Member, now: datetime) -> bool:
    """Say whether a member is suspended just now."""
    return member.suspended_until is not None and member.suspended_until > now


def is_limited(member: Member, now: datetime) -> bool:
    """Say whether a member may read but not write just now."""
    return member.limited_until is not None and member.limited_until > now


def until(moment: datetime | None) -> str:
    """Say until when something holds."""
    if moment is None or moment >= OPEN_ENDED:
        return "until a moderator ends it"
    return f"until {_day(moment)}"


def may_describe(
    viewer: Viewer, before: Described, after: Described, now: datetime
) -> Answer:
    """Who may write may describe themselves; taking words away is always theirs."""
    takes_away = (
        after.about in {"", before.about}
        and after.affiliation_text in {"", before.affiliation_text}
        and after.affiliation is before.affiliation
        and after.region in {"", before.region}
        and WIDTH[after.about_seen] <= WIDTH[before.about_seen]
        and WIDTH[after.region_seen] <= WIDTH[before.region_seen]
    )
    return YES if takes_away and isinstance(viewer, Member) else may_write(viewer, now)


def may_rename(member: Member, now: datetime) -> Answer:
    """Who may write chooses another user name once in ninety days."""
    if not (answer := may_write(member, now)):
        return answer
    if member.renamed_at is not None and now - member.renamed_at < RENAME_EVERY:
        return no(
            "You can change your user name once in 90 days, again from "
            f"{_day(member.renamed_at + RENAME_EVERY)}."
        )
    return YES


def may_see(viewer: Viewer, owner_id: int, shown: Shown) -> bool:
    """Say whether a viewer sees what a member shows to some people."""
    if viewer.id == owner_id or shown is Shown.PUBLIC:
        return True
    return shown is Shown.MEMBERS and viewer.id is not None


def _day(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}"
