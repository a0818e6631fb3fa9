"""What administration asks of whoever stands above the forum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from forum.boards.models import Board
from forum.core.answers import Answer
from forum.core.hooks import Hook
from forum.members.models import Member
from forum.members.viewers import Viewer

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Series:
    """A column of the statistics: what is counted, a number for each day."""

    label: str
    counts: tuple[int, ...]


class Counting(Protocol):
    """Asked for figures by day, of one board or of all."""

    def __call__(
        self, days: Sequence[Span], board_id: int | None, /
    ) -> Sequence[Series]:
        """Count content, never people; a query for each column at most."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line about a member, for administrators; a number, no words of anybody."""

    label: str
    value: str


class About(Protocol):
    """Asked what administrators are to know of a member."""

    def __call__(self, member: Member, now: datetime, /) -> Sequence[Fact]:
        """Return counts; two queries at most."""


@dataclass(frozen=True, slots=True)
class Permitted:
    """Something that one may do on a board, or why not."""

    label: str
    answer: Answer
    rule: str = ""
    """The rule that let them; an answer of no brings its own sentence."""


class Permitting(Protocol):
    """Asked what a viewer may do on a board, beyond reading and writing."""

    def __call__(
        self, viewer: Viewer, board: Board, now: datetime, /
    ) -> Sequence[Permitted]:
        """Ask the rules that decide; no query is made here."""


@dataclass(frozen=True, slots=True)
class AdminPage:
    """A page of an extension that administration leads to."""

    section: str
    label: str
    endpoint: str
    about: str


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """Something of an extension that is chosen for each board, on its page."""

    label: str
    hint: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    field: str
    """The name of its field; its form also sends `board` and `from`."""
    endpoint: str
    """Where its form goes."""


class BoardChoices(Protocol):
    """Asked what else is chosen for a board."""

    def __call__(self, board_id: int, /) -> BoardChoice:
        """Return it as it stands; two queries at most."""


counting: Hook[Counting] = Hook("counting")
about_members: Hook[About] = Hook("about_members")
permitting: Hook[Permitting] = Hook("permitting")
board_choices: Hook[BoardChoices] = Hook("board_choices")
admin_pages: Hook[AdminPage] = Hook("admin_pages")
