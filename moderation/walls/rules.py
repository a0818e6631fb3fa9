"""What waits for a moderator, what a post scores, and when reports hide one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.models import FlagReason
from moderation.walls.models import Mode

HOLD_AT = 50
ALERT_AT = 90
TOO_FAST = 3.0
LINKS_FREE = 1
MENTIONS_FREE = 5
BURST = 5
LIKE_FOR = timedelta(hours=24)
ALONE_PER_DAY = 3
TOGETHER = 3
RUSH = 4
RUSH_WITHIN = timedelta(hours=1)
YOUNG = timedelta(days=7)
WAITS = 30
"""How many decisions the usual wait is the median of."""
REMINDED_AFTER = (timedelta(hours=4), timedelta(hours=12))
WORD = "word"

POINTS = {"fast": 30, "trap": 60, "links": 20, "mentions": 30, "alike": 40, "burst": 30}
"""Links count each, beyond the first; the others once."""
LINKS_MAX = 60
ALL_THE_SAME = frozenset({"trap"})
"""Counts in full for everybody; the rest half for who has been here for a while."""
PARTS = {
    "fast": "it was sent within three seconds",
    "trap": "a field that nobody sees was filled in",
    "links": "a new member wrote several links",
    "mentions": "it names many members",
    "alike": "nearly the same words were sent within a day",
    "burst": "several posts came from one network within ten minutes",
    WORD: "it has a watched word",
    "first": "a first post of a new member",
    "thread": "this board holds new threads",
    "all": "this board holds everything",
}
"""What each sign means, for moderators; none of them tells a word."""
FIRST_POSTS = (
    "We check the first posts of every new member. Until then only you and the "
    "moderators can see it."
)
WAITS_HERE = {
    "thread": "On this board a moderator reads every new thread first.",
    "all": "On this board a moderator reads everything first.",
}
WATCHED = "It has a word that moderators look at first."
LOOKS_LIKE_SPAM = (
    "Our check against spam stopped at it: {why}. That can be wrong, so a person "
    "decides."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a post that somebody sends."""

    is_new: bool
    seconds: float | None = None
    filled_trap: bool = False
    links: int = 0
    mentions: int = 0
    alike: bool = False
    from_network: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """How much a post looks like spam, and what that is made of."""

    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """The sum of its parts."""
        return sum(points for _, points in self.parts)

    @property
    def holds(self) -> bool:
        """Whether a moderator looks first."""
        return self.total >= HOLD_AT

    @property
    def because(self) -> str:
        """What its author is told."""
        return LOOKS_LIKE_SPAM.format(why=" and ".join(PARTS[p] for p, _ in self.parts))


def scored(facts: Facts) -> Score:
    """Score a post. Nothing is decided by it but that a person looks first."""
    links = max(0, facts.links - LINKS_FREE) if facts.is_new else 0
    hits = {
        "fast": facts.seconds is not None and facts.seconds < TOO_FAST,
        "trap": facts.filled_trap,
        "mentions": facts.mentions > MENTIONS_FREE,
        "alike": facts.alike,
        "burst": facts.from_network >= BURST,
    }
    parts = [(part, _points(part, facts)) for part, is_hit in hits.items() if is_hit]
    if links:
        parts.append(("links", min(LINKS_MAX, POINTS["links"] * links)))
    return Score(tuple(parts))


def _points(part: str, facts: Facts) -> int:
    full = facts.is_new or part in ALL_THE_SAME
    return POINTS[part] if full else POINTS[part] // 2


def waits(mode: Mode, *, is_new: bool, opens_thread: bool) -> str:
    """Return which sign holds a post by the mode of its board; none if it passes."""
    if mode is Mode.ALL:
        return "all"
    if mode is Mode.THREADS and opens_thread:
        return "thread"
    return "first" if is_new and mode is not Mode.OPEN else ""


def explained(marks: Sequence[str], words: Sequence[str]) -> str:
    """Say for moderators why a post was held. `words` are the patterns by now."""
    said = []
    for mark in marks:
        sign, _, number = mark.partition(":")
        if sign not in PARTS:
            continue
        points = f" ({number})" if number and sign != WORD else ""
        said.append(PARTS[sign] + points)
    named = f": {', '.join(f'“{word}”' for word in words)}" if words else ""
    return f"Held because: {'; '.join(said)}{named}." if said else ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A report, as far as it matters for hiding a post at once."""

    reason: FlagReason
    reporter_id: int | None
    is_established: bool
    counts: bool
    by_staff_now: bool = False
    """Whether staff asked to hide it at once."""


def hides(
    newest: Reported, others: Iterable[Reported], alone_today: int, *, of_staff: bool
) -> bool:
    """Say whether a post is hidden until a moderator has looked at it.

    `alone_today` says how often reports of this member alone hid something today.
    """
    if newest.by_staff_now:
        return True
    if of_staff or not newest.counts or not newest.is_established:
        return False
    is_private = newest.reason is FlagReason.PERSONAL_INFORMATION
    if is_private and alone_today < ALONE_PER_DAY:
        return True
    counted = {
        one.reporter_id
        for one in (newest, *others)
        if one.counts and one.is_established and one.reporter_id is not None
    }
    return len(counted) >= TOGETHER


def is_rush(raised: Sequence[datetime]) -> bool:
    """Say whether very young accounts reported one thing many times in an hour."""
    moments = sorted(raised)
    return any(
        moments[at + RUSH - 1] - moments[at] <= RUSH_WITHIN
        for at in range(len(moments) - RUSH + 1)
    )


def usual(waited: Sequence[timedelta]) -> str:
    """Say how long a held post usually waits; nothing where too little is known."""
    if not waited:
        return ""
    hours = sorted(waited)[len(waited) // 2].total_seconds() / 3600
    if hours < 1:
        return "It usually takes less than an hour."
    whole = round(hours)
    return f"It usually takes about {whole} hour{'' if whole == 1 else 's'}."
