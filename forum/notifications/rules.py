"""Rules of telling: who is mentioned, what is said, when a digest is due."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from forum.members.calling import called_in
from forum.notifications.models import Kind

LASTS = timedelta(days=90)
DELAY = timedelta(minutes=10)
"""So long an author can still correct a post before anybody gets mail about it."""
MENTIONS_MAX = 10
EXCERPT_MAX = 300
MANY_REMOVED = 5
"""From so many on, removed posts of one member are told in the digest."""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ABOUT_POSTS = (Kind.THREAD, Kind.REPLY, Kind.MENTION, Kind.QUOTE)
"""Kinds about what others wrote: only they are mailed as activity."""
ONCE = {
    Kind.HELD: "your post is public now",
    Kind.MENTION: "you are mentioned",
    Kind.QUOTE: "you are quoted",
}
"""What is said of a thread however often it happened."""
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_LEFT_OUT = frozenset({"blockquote", "figure", "figcaption", "pre", "table"})
_BREAKS = frozenset({"p", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "div"})


def mentioned(body: str) -> tuple[str, ...]:
    """Return whom a text calls by an @, folded; not in quotations and code."""
    return called_in(body)[:MENTIONS_MAX]


def excerpt(html: str) -> str:
    """Return how a post begins, as plain words of its author alone."""
    reader = _Words()
    reader.feed(html)
    words = " ".join("".join(reader.said).split())
    return words if len(words) <= EXCERPT_MAX else f"{words[: EXCERPT_MAX - 1]}…"


def said_of(counts: Mapping[Kind, int], title: str, *, is_new: bool = True) -> str:
    """Say in a line what happened in a thread."""
    replies, new = counts.get(Kind.REPLY, 0), "new " if is_new else ""
    parts = [said for kind, said in ONCE.items() if counts.get(kind)]
    if replies:
        parts.append(f"{replies:,} {new}{'reply' if replies == 1 else 'replies'}")
    if counts.get(Kind.THREAD):
        beside = f", {', '.join(parts)}" if parts else ""
        return f"New thread{beside}: “{title}”"
    line = ", ".join(parts)
    return f"{line[:1].upper()}{line[1:]} in “{title}”"


def removed_line(posts: int, members: int) -> str:
    """Say in a line that moderators took many posts away."""
    by = "one member" if members == 1 else f"{members:,} members"
    return f"Moderators removed {posts:,} posts by {by} in threads you watch."


def slot(now: datetime, hour: int, zone: ZoneInfo) -> datetime | None:
    """Return when today's digest was to go out; None if that is still to come."""
    local = now.astimezone(zone)
    at = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return at if at <= local else None


class _Words(HTMLParser):
    """Gathers the words of a rendered post, without quotations and pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._within = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in _LEFT_OUT:
            self._within += 1
        if tag in _BREAKS:
            self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT and self._within:
            self._within -= 1
        if tag in _BREAKS:
            self.said.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.said.append(data)
