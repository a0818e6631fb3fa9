"""Places in texts that disclose something, and what their author decides."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

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

Texts = Mapping[str, str]
"""The texts that would be public, each by the name of its part."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file: found once, when the file came, and not looked for again."""

    excerpt: str
    """The part of its line that is shown."""
    finding: Finding
    """Where it stands in the excerpt."""
    line: int
    times: int = 1
    """In how many places of the file the same words stand."""


Spots = Mapping[str, tuple[Spot, ...]]
"""What was found in parts that are files; their texts are the excerpts, by line."""


class Choice(StrEnum):
    """What a member decides about a place that discloses something."""

    MASK = "mask"
    EDIT = "edit"
    KEEP = "keep"
    NOT_PERSONAL = "not_personal"


LEAVING = frozenset({Choice.KEEP, Choice.NOT_PERSONAL})


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text that discloses something, as a page shows it."""

    part: str
    finding: Finding
    words: str
    before: str
    after: str
    leaves: str
    """What readers would see instead if it were masked."""
    is_quoted: bool = False
    """Whether it stands in a quotation: then it may be about somebody else."""
    line: int = 0
    """The line of the file it stands in first, if it stands in one."""
    times: int = 1
    """In how many places of the file."""

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

    def is_settled_by(self, choice: Choice | None) -> bool:
        """Say whether nothing more has to be asked about it."""
        if choice in LEAVING:
            return self.may_be_kept
        return choice is Choice.MASK or not self.must_be_decided


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


def places_in(
    texts: Texts,
    registered: Registered,
    *,
    with_hints: bool = True,
    spots: Spots | None = None,
) -> tuple[Place, ...]:
    """Return every place in some texts that discloses something, in reading order."""
    known = spots or {}
    return tuple(
        place
        for part, text in texts.items()
        for place in (
            _places_of_file(part, known[part])
            if part in known
            else (_place(part, text, finding) for finding in scan(text, registered))
        )
        if with_hints or place.finding.level is not Level.HINT
    )


def masked(
    texts: Texts, places: tuple[Place, ...], choices: Mapping[int, Choice]
) -> dict[str, str]:
    """Return the texts with every place masked whose author wished it."""
    hidden: dict[str, list[Finding]] = {part: [] for part in texts}
    for index, place in enumerate(places):
        if choices.get(index) is Choice.MASK:
            hidden[place.part].append(place.finding)
    return {part: mask(text, hidden[part]) for part, text in texts.items()}


def excerpts(spots: tuple[Spot, ...]) -> str:
    """Return what is shown of a file, as one text: a line for each place."""
    return "\n".join(spot.excerpt for spot in spots)


def _places_of_file(part: str, spots: tuple[Spot, ...]) -> Iterator[Place]:
    """Yield the places of a file, each where it stands among the excerpts."""
    at = 0
    for spot in spots:
        one, text = spot.finding, spot.excerpt
        yield Place(
            part,
            replace(one, start=at + one.start, end=at + one.end),
            text[one.start : one.end],
            text[: one.start],
            text[one.end :],
            masked_form(text, one),
            line=spot.line,
            times=spot.times,
        )
        at += len(text) + 1


def _place(part: str, text: str, finding: Finding) -> Place:
    before = text[max(0, finding.start - AROUND) : finding.start]
    after = text[finding.end : finding.end + AROUND]
    if finding.start > AROUND:
        before = "…" + before.partition(" ")[2]
    if finding.end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    line = text[text.rfind("\n", 0, finding.start) + 1 : finding.start]
    return Place(
        part,
        finding,
        text[finding.start : finding.end],
        before,
        after,
        masked_form(text, finding),
        is_quoted=line.lstrip().startswith(">"),
    )
