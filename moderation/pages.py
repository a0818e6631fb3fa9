"""What pages of cases are made of: plain values, no rows."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from forum.boards.models import PostState
from forum.disclosure import Finding
from forum.images.queries import Picture
from moderation.measures import Measure
from moderation.models import ActionKind, Outcome, ReviewableKind, Rule


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A post before or after the one in question."""

    number: int
    by: str
    html: Markup
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """One flag, without who raised it."""

    reason: str
    note: str
    at: datetime
    is_staff: bool
    id: int = 0
    can_be_bad_faith: bool = False
    """Whether a member made it and it is still to be decided."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody without an account asked by a form that a law wants."""

    reference: str
    what: str
    words: str
    details: tuple[tuple[str, str], ...]
    """Who they are and where to reach them, as far as this moderator needs it."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What a moderator wants colleagues to know about a case."""

    id: int
    by: str
    at: datetime
    words: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier decision about the same author."""

    outcome: Outcome
    rule: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """A line in the history of a case."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Author:
    """What a moderator needs to know of an author; never name or address."""

    handle: str
    is_linked: bool
    joined_at: datetime
    post_count: int
    tie: str
    warnings: int
    past: tuple[Past, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as moderators see it."""

    by: str
    outcome: Outcome
    actions: tuple[ActionKind, ...]
    rule: str
    reasons: str
    note: str
    at: datetime
    by_same_person: bool = False
    """Whether who decided wrote or reported it, since nobody else could decide."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its page shows it."""

    id: int
    kind: ReviewableKind
    version: int
    is_open: bool
    priority: int
    opened_at: datetime
    claimed_by: str
    is_mine: bool
    post_id: int
    revision: int
    number: int | None
    state: PostState
    thread_title: str
    board: str
    posted_at: datetime
    author: Author
    title: str
    words: str
    pictures: tuple[Picture, ...]
    found: tuple[Finding, ...]
    was_edited: bool
    diff: tuple[str, ...]
    before: tuple[Neighbor, ...]
    after: tuple[Neighbor, ...]
    reports: tuple[Report, ...]
    asked: tuple[Asked, ...]
    remarks: tuple[str, ...]
    """What else is to be known about it, such as why it was held."""
    time_left: str
    strikes: int
    kept: tuple[tuple[str, int], ...]
    """Kinds of findings that the author left public, and how many."""
    notes: tuple[Said, ...]
    history: tuple[Happened, ...]
    measures: tuple[Measure, ...]
    rules: tuple[Rule, ...]
    words_to_start: tuple[tuple[str, str, str], ...]
    """Of a rule more words to start from: its short name, theirs, the words."""
    suggested_rule: str
    boards: tuple[tuple[str, str], ...]
    decision: Made | None
    because: str
    """Why this moderator does not decide it, if so."""
    is_same_person: bool
    """Whether they do although it is their own matter, since nobody else can."""
    may_edit: bool
    """Whether this moderator may correct a few words of the post."""


@dataclass(frozen=True, slots=True)
class Objection:
    """What a member can do against a decision, or what became of it."""

    said: str
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a colleague decided meanwhile, and the words as they stand now."""

    decision: Made | None
    words: str
