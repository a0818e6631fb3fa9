"""The lines of another forum's files, read one by one and held to what they must be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from email_validator import EmailNotValidError, validate_email

from forum.boards.models import ABOUT_MAX, NAME_MAX, SLUG_MAX, TITLE_MAX, Audience
from forum.boards.rules import SLUG, slug_of
from forum.core.parsing import from_json
from forum.moving.addresses import key_of
from forum.solar.tags import TAGS_MAX, TagList, read_tags

MEMBERS = "members.jsonl"
BOARDS = "boards.jsonl"
THREADS = "threads.jsonl"
POSTS = "posts.jsonl"
FILES = (MEMBERS, BOARDS, THREADS, POSTS)
ID_MAX = 100
BODY_MAX = 100_000
PATHS_MAX = 20
QUOTES_MAX = 50
FIRST_YEAR = 1980
AHEAD = timedelta(days=1)
"""Clocks differ, but nothing was written later than that."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""All of the kind but the ends of lines and tabs."""
FORMATS = ("markdown", "html")


class Bad(ValueError):
    """A line cannot be taken; the message says why, without its words."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody who wrote in the other forum."""

    id: str
    handle: str
    joined_at: datetime
    email: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board of the other forum."""

    id: str
    name: str
    slug: str
    about: str
    group: str
    read: Audience


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A thread of the other forum; it is made when its first post comes."""

    id: str
    board: str
    title: str
    tags: tuple[str, ...]
    is_locked: bool
    is_pinned: bool
    paths: tuple[str, ...]
    """Keys of the addresses that led to it."""


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post of the other forum."""

    id: str
    thread: str
    author: str
    """Empty for somebody who has no account there any more."""
    at: datetime
    body: str
    is_html: bool
    edited_at: datetime | None
    quotes: tuple[str, ...]
    paths: tuple[str, ...]


class Said:
    """What one line says, field by field."""

    def __init__(self, line: bytes, now: datetime, tags: TagList) -> None:
        try:
            said = from_json(line)
        except ValueError:
            raise Bad("is no JSON") from None
        if not isinstance(said, dict):
            raise Bad("is no JSON object")
        self._said: Mapping[str, Any] = said
        self._now = now
        self.tags = tags
        """The tags that threads can have here."""

    def key(self, name: str, *, may_lack: bool = False) -> str:
        """Return what something is called in the other forum."""
        value = self._said.get(name)
        if value is None and may_lack:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not 0 < len(value) <= ID_MAX:
            raise Bad(f'needs "{name}", a number or a text of {ID_MAX} characters')
        return _sound(value, name)

    def text(self, name: str, at_most: int, default: str | None = None) -> str:
        """Return a text; one without a default must say something."""
        value = self._said.get(name, default)
        if value is None and default is not None:
            value = default
        if not isinstance(value, str):
            raise Bad(f'needs "{name}", a text')
        if len(value) > at_most:
            raise Bad(f'has more than {at_most:,} characters in "{name}"')
        value = _sound(value, name)
        if default is None and not value.strip():
            raise Bad(f'says nothing in "{name}"')
        return value

    def line(self, name: str, at_most: int, default: str | None = None) -> str:
        """Return a text of one line."""
        return " ".join(self.text(name, at_most, default).split())

    def moment(self, name: str, *, may_lack: bool = False) -> datetime | None:
        """Return a time, which must say its zone and not be to come."""
        value = self._said.get(name)
        if value is None and may_lack:
            return None
        try:
            moment = datetime.fromisoformat(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise Bad(f'needs "{name}", such as 2019-05-04T10:00:00Z') from None
        if moment.tzinfo is None:
            raise Bad(f'does not say the zone of "{name}"; write Z for UTC')
        if moment.year < FIRST_YEAR or moment > self._now + AHEAD:
            raise Bad(f'has a time in "{name}" that cannot be')
        return moment

    def is_so(self, name: str) -> bool:
        """Return yes or no; no where nothing is said."""
        value = self._said.get(name, False)
        if not isinstance(value, bool):
            raise Bad(f'needs true or false in "{name}"')
        return value

    def several(self, name: str, at_most: int) -> tuple[str, ...]:
        """Return a list of texts or numbers."""
        value = self._said.get(name) or []
        if not isinstance(value, list) or len(value) > at_most:
            raise Bad(f'needs a list of at most {at_most} in "{name}"')
        return tuple(_sound(str(one), name) for one in value)


def member_line(said: Said) -> MemberLine:
    """Read somebody."""
    joined_at = said.moment("joined_at")
    assert joined_at is not None  # noqa: S101 - narrows for the types
    return MemberLine(
        said.key("id"),
        said.line("handle", 200),
        joined_at,
        _address(said.line("email", 254, "")),
    )


def board_line(said: Said) -> BoardLine:
    """Read a board."""
    name = said.line("name", NAME_MAX)
    slug = said.line("slug", SLUG_MAX, "") or slug_of(name)[:SLUG_MAX].strip("-")
    if not SLUG.fullmatch(slug):
        raise Bad('has a "slug" with more in it than a-z, digits and dashes')
    read = said.line("read", 20, Audience.EVERYBODY)
    if read not in set(Audience):
        raise Bad(f'needs one of {", ".join(Audience)} in "read"')
    about, group = said.line("about", ABOUT_MAX, ""), said.line("group", NAME_MAX, "")
    return BoardLine(said.key("id"), name, slug, about, group, Audience(read))


def thread_line(said: Said) -> ThreadLine:
    """Read a thread; tags that are not of the list are left out."""
    title = said.line("title", 2000)
    if len(title) > TITLE_MAX:
        title = title[: TITLE_MAX - 1].rstrip() + "…"
    tags, _ = read_tags(",".join(said.several("tags", 100)), said.tags)
    return ThreadLine(
        said.key("id"),
        said.key("board"),
        title,
        tuple(tags[:TAGS_MAX]),
        said.is_so("locked"),
        said.is_so("pinned"),
        _paths(said),
    )


def post_line(said: Said) -> PostLine:
    """Read a post."""
    at = said.moment("at")
    assert at is not None  # noqa: S101 - narrows for the types
    kind = said.line("format", 20, FORMATS[0])
    if kind not in FORMATS:
        raise Bad('needs "markdown" or "html" in "format"')
    return PostLine(
        said.key("id"),
        said.key("thread"),
        said.key("author", may_lack=True),
        at,
        said.text("body", BODY_MAX).replace("\r\n", "\n").replace("\r", "\n"),
        kind == "html",
        said.moment("edited_at", may_lack=True),
        said.several("quotes", QUOTES_MAX),
        _paths(said),
    )


def lines(folder: Path, name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the numbered lines of a file that say anything; none if it is not there."""
    path = folder / name
    if not path.is_file():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line


def _sound(value: str, name: str) -> str:
    """Return a text without what no database keeps and nobody sees."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Bad(f'has half a character in "{name}"') from None
    return CONTROLS.sub("", value)


def _address(said: str) -> str:
    if not said:
        return ""
    try:
        return validate_email(said, check_deliverability=False).normalized
    except EmailNotValidError:
        raise Bad('has an "email" that is no address') from None


def _paths(said: Said) -> tuple[str, ...]:
    try:
        return tuple(key_of(one) for one in said.several("paths", PATHS_MAX))
    except Bad:
        raise
    except ValueError:
        raise Bad('needs addresses such as /viewtopic.php?t=5 in "paths"') from None
