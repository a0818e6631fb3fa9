"""Who acts on whom, for how long, and when a new member is one no longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.core.answers import YES, Answer, no
from forum.members.models import Member, Role
from forum.members.rules import OPEN_ENDED
from moderation import rules
from moderation.models import ActionKind

LENGTHS = (1, 3, 7, 30, 365)
"""For how many days somebody is limited or suspended; or without an end."""
REVIEW_EVERY = timedelta(days=365)
DOMAINS_WATCHED = timedelta(days=180)
"""How long posts wait that link to what a clean-up took away."""
UNDO_CLEAN_UP = timedelta(hours=24)
CLEAN_UP_MAX = 2000
"""Posts at once; who wrote more is cleaned up in several goes."""
RANKS = {Role.MEMBER: 0, Role.MODERATOR: 1, Role.ADMINISTRATOR: 2}
NOTES_SHOWN = 50


class Ending(StrEnum):
    """A measure that can be ended before its time."""

    WARNING = "warning"
    LIMIT = "limit"
    SUSPENSION = "suspension"

    @property
    def ends(self) -> ActionKind:
        """What it ends."""
        return {
            Ending.WARNING: ActionKind.WARN,
            Ending.LIMIT: ActionKind.LIMIT,
            Ending.SUSPENSION: ActionKind.SUSPEND,
        }[self]

    @property
    def done_by(self) -> ActionKind:
        """What ending it is called in the log."""
        return {
            Ending.WARNING: ActionKind.UNWARN,
            Ending.LIMIT: ActionKind.UNLIMIT,
            Ending.SUSPENSION: ActionKind.UNSUSPEND,
        }[self]


class Window(StrEnum):
    """How far back a clean-up reaches."""

    DAY = "day"
    WEEK = "week"
    ALL = "all"

    def since(self, now: datetime) -> datetime | None:
        """Return from when on; none for everything."""
        days = {Window.DAY: 1, Window.WEEK: 7}.get(self)
        return now - timedelta(days=days) if days else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a member on probation has come."""

    posts: int
    days_left: int

    @property
    def said(self) -> str:
        """The progress in a line."""
        left = f"{self.days_left} more day{'' if self.days_left == 1 else 's'}"
        return f"{self.posts} of {rules.PROBATION_POSTS} posts, {left}"


def may_act_on(moderator: Member, member: Member) -> Answer:
    """Moderators act on members, administrators also on moderators.

    Nobody acts on an equal: the last administrator stays.
    """
    if not (answer := rules.may_tend(moderator, None)):
        return answer
    if moderator.id == member.id:
        return no("This is you. Somebody else decides.")
    if member.is_former:
        return no("This member was erased.")
    if RANKS[member.role] >= RANKS[moderator.role]:
        return no("Nobody acts on colleagues of the same or a higher role.")
    return YES


def until_after(days: int, now: datetime) -> datetime:
    """Return until when a measure holds; no days mean that it has no end yet."""
    return now + timedelta(days=days) if days else OPEN_ENDED


def expires_at(until: datetime) -> datetime | None:
    """Return when a measure expires by itself, if it does."""
    return None if until >= OPEN_ENDED else until


def progress(member: Member, now: datetime) -> Progress | None:
    """Return how far a member has come; none who is not on probation."""
    if not rules.is_on_probation(member, now):
        return None
    began = member.probation_from or member.joined_at
    left = (began + rules.PROBATION_LASTS - now) / timedelta(days=1)
    counted = member.post_count - member.probation_posts
    posts = max(0, min(rules.PROBATION_POSTS, counted))
    return Progress(posts, max(0, -int(-left // 1)))


def may_undo_clean_up(made_at: datetime, now: datetime) -> Answer:
    """A clean-up is undone as a whole within a day."""
    if now - made_at > UNDO_CLEAN_UP:
        return no("A clean-up can be undone for 24 hours. Restore posts one by one.")
    return YES
