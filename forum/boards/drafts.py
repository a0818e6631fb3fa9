"""A draft on its way to becoming a post, and what its author decided about it.

Only `clear` makes a `Cleared`, and actions publish nothing else: no way into
the forum leads around the disclosure check.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from markupsafe import Markup

from forum.boards.rendering import rendered
from forum.disclosure import (
    Advice,
    Finding,
    Level,
    Registered,
    advice,
    mask,
    masked_form,
    may_be_kept,
    scan,
)

AROUND = 40


class Choice(StrEnum):
    """What a member decides about a place that discloses something."""

    MASK = "mask"
    EDIT = "edit"
    KEEP = "keep"
    NOT_PERSONAL = "not_personal"


SETTLING = frozenset({Choice.MASK, Choice.KEEP, Choice.NOT_PERSONAL})
LEAVING = frozenset({Choice.KEEP, Choice.NOT_PERSONAL})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member wrote and sent; a reply has no title."""

    body: str
    title: str = ""
    tags: tuple[str, ...] = ()
    once: str = ""
    reason: str = ""

    def part(self, name: str) -> str:
        """Return one of the texts that would be public."""
        text: str = getattr(self, name)
        return text


PARTS = ("title", "body", "reason")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a draft that discloses something, as a page shows it."""

    part: str
    finding: Finding
    words: str
    before: str
    after: str
    leaves: str
    """What readers would see instead if it were masked."""

    @property
    def advice(self) -> Advice:
        """What it is and why it matters."""
        return advice(self.finding)

    @property
    def must_be_decided(self) -> bool:
        """Whether nothing is published before its author chose."""
        return self.finding.level is not Level.HINT

    @property
    def may_be_kept(self) -> bool:
        """Whether the author may publish it; card numbers never."""
        return may_be_kept(self.finding)

    @property
    def preset(self) -> str:
        """The choice that is marked before the author makes one."""
        if not self.must_be_decided:
            return Choice.KEEP
        return Choice.MASK if self.advice.preset else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each choice was made about each kind; counts, never words."""

    masked: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    not_personal: Counter[str] = field(default_factory=Counter)

    def kinds(self) -> list[str]:
        """Return every kind something was decided about."""
        return sorted({*self.masked, *self.kept, *self.not_personal})

    def note(self, kind: str, choice: Choice) -> None:
        """Count one decision."""
        column = {
            Choice.MASK: self.masked,
            Choice.KEEP: self.kept,
            Choice.NOT_PERSONAL: self.not_personal,
        }[choice]
        column[kind] += 1


@dataclass(frozen=True, slots=True)
class Cleared:
    """A draft about which everything was decided, masked and rendered."""

    draft: Draft
    html: Markup
    quoted: frozenset[int]
    tally: Tally
    masked: tuple[str, ...] = ()
    """Words that were masked just now: to be destroyed elsewhere, never stored."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A draft that waits for its author's decisions; nothing of it is stored."""

    draft: Draft
    places: tuple[Place, ...]
    choices: Mapping[int, Choice]
    missing: frozenset[int]


@dataclass(frozen=True, slots=True)
class Back:
    """The author wants to change the text."""

    draft: Draft
    place: Place


def places_in(draft: Draft, registered: Registered) -> tuple[Place, ...]:
    """Return every place in a draft that discloses something, in reading order."""
    return tuple(
        _place(part, draft.part(part), finding)
        for part in PARTS
        for finding in scan(draft.part(part), registered)
    )


def clear(
    draft: Draft,
    places: tuple[Place, ...],
    choices: Mapping[int, Choice],
    tally: Tally | None = None,
) -> Cleared | Warned | Back:
    """Settle a draft if its author decided about every place in it."""
    for index, choice in choices.items():
        if choice is Choice.EDIT and index < len(places):
            return Back(draft, places[index])
    undecided = {
        index
        for index, place in enumerate(places)
        if not _is_settled(place, choices.get(index))
    }
    if undecided:
        return Warned(draft, places, choices, frozenset(undecided))
    tally = tally or Tally()
    for index, place in enumerate(places):
        if index in choices:
            tally.note(place.finding.kind, choices[index])
    gone = tuple(
        place.words
        for index, place in enumerate(places)
        if choices.get(index) is Choice.MASK
    )
    return _rendered(masked(draft, places, choices), tally, gone)


def masked(
    draft: Draft, places: tuple[Place, ...], choices: Mapping[int, Choice]
) -> Draft:
    """Return the draft with every place masked whose author wished it."""
    texts: dict[str, str] = {}
    for part in PARTS:
        hidden = [
            place.finding
            for index, place in enumerate(places)
            if place.part == part and choices.get(index) is Choice.MASK
        ]
        texts[part] = mask(draft.part(part), hidden)
    return replace(
        draft, title=texts["title"], body=texts["body"], reason=texts["reason"]
    )


def _is_settled(place: Place, choice: Choice | None) -> bool:
    if choice in LEAVING:
        return place.may_be_kept
    return choice is Choice.MASK or not place.must_be_decided


def _rendered(draft: Draft, tally: Tally, gone: tuple[str, ...]) -> Cleared:
    written = rendered(draft.body)
    return Cleared(draft, written.html, written.quoted, tally, gone)


def _place(part: str, text: str, finding: Finding) -> Place:
    before = text[max(0, finding.start - AROUND) : finding.start]
    after = text[finding.end : finding.end + AROUND]
    if finding.start > AROUND:
        before = "…" + before.partition(" ")[2]
    if finding.end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    words = text[finding.start : finding.end]
    return Place(part, finding, words, before, after, masked_form(text, finding))
