"""What becomes of texts that were sent: settled, asked about, or to be changed.

Decisions come from three places. Those made while writing travel in the seal
and hold for words that stayed the same. Those of a confirmation page hold for
the very texts it showed. And what was kept when a text was published is not
asked again when it is corrected.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from forum.disclosure import Registered
from forum.warnings.choices import (
    Choice,
    Place,
    Tally,
    Texts,
    masked,
    places_in,
)
from forum.warnings.seals import Sealed, Writing, seal, unseal

CHOICES = frozenset(map(str, Choice))

log = logging.getLogger(__name__)


class Unchecked(Exception):
    """The check failed; nothing may be published unchecked."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What came with the texts: the seal, and the boxes of the confirmation page."""

    seal: str = ""
    is_confirmed: bool = False
    marked: Mapping[int, str] = field(default_factory=dict)
    masks_all: bool = False
    """Whether the button was the one that masks all that must be decided."""
    kept_before: frozenset[tuple[str, str]] = frozenset()
    """Kinds and words that stand in public already, by their author's choice."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Texts about which everything was decided, masked where it was wished."""

    texts: Mapping[str, str]
    tally: Tally = field(default_factory=Tally)
    gone: tuple[str, ...] = ()
    """Words that were masked just now: to be destroyed elsewhere, never stored."""


@dataclass(frozen=True, slots=True)
class Warned:
    """Texts that wait for their author's decisions; nothing of them is stored."""

    missing: frozenset[int]


@dataclass(frozen=True, slots=True)
class Back:
    """The author wants to change the text."""

    place: Place


@dataclass(frozen=True, slots=True)
class Weighed:
    """The places in some texts and what was decided about them so far."""

    writing: Writing
    places: tuple[Place, ...]
    choices: dict[int, Choice]
    sealed: Sealed
    known: frozenset[int] = frozenset()
    """Places that were kept when the text was published; not counted again."""

    @property
    def outcome(self) -> Settled | Warned | Back:
        """What becomes of the texts as things stand."""
        return settle(
            self.writing.texts,
            self.places,
            self.choices,
            self.sealed.tally(),
            self.known,
        )

    @property
    def seal(self) -> str:
        """The decisions so far, sealed for the next page."""
        so_far = dict(self.sealed.masked)
        return seal(self.writing, self.places, self.choices, so_far)

    @property
    def shown(self) -> dict[str, str]:
        """The texts as others would see them; what is undecided shows masked."""
        choices = {
            index: self.choices.get(index) or Choice(place.preset or Choice.MASK)
            for index, place in enumerate(self.places)
        }
        return masked(self.writing.texts, self.places, choices)

    @property
    def masked_ones(self) -> list[Place]:
        """The places that the preview shows masked."""
        return [
            place
            for index, place in enumerate(self.places)
            if (self.choices.get(index) or place.preset or Choice.MASK) == Choice.MASK
        ]


def weigh(
    writing: Writing,
    answers: Answers,
    registered: Registered,
    *,
    with_hints: bool = True,
) -> Weighed:
    """Look for places in texts and take what was decided about them.

    Raises `Unchecked` if the check fails: then nothing is published, and the
    author is told. What failed is logged without a word of the text.
    """
    try:
        places = places_in(
            writing.texts, registered, with_hints=with_hints, spots=writing.spots
        )
    except Exception as error:
        log.error("the disclosure check failed: %s", type(error).__name__)  # noqa: TRY400
        raise Unchecked from None
    sealed = unseal(answers.seal, writing)
    choices = {
        index: Choice.KEEP
        for index, place in enumerate(places)
        if (str(place.finding.kind), place.words) in answers.kept_before
    }
    known = frozenset(choices)
    choices |= sealed.choices(writing, places)
    if answers.is_confirmed:
        holding = sealed.parts_that_hold(writing, places)
        choices |= _read(answers.marked, places, holding)
        if answers.masks_all:
            choices |= _all_masked(places, holding)
    same = frozenset(index for index in known if choices[index] is Choice.KEEP)
    return Weighed(writing, places, choices, sealed, same)


def settle(
    texts: Texts,
    places: tuple[Place, ...],
    choices: Mapping[int, Choice],
    tally: Tally | None = None,
    known: Collection[int] = (),
) -> Settled | Warned | Back:
    """Settle texts if their author decided about every place in them.

    `tally` holds what was masked before; `known` names places counted already.
    """
    for index, choice in choices.items():
        if choice is Choice.EDIT and index < len(places):
            return Back(places[index])
    undecided = {
        index
        for index, place in enumerate(places)
        if not place.is_settled_by(choices.get(index))
    }
    if undecided:
        return Warned(frozenset(undecided))
    tally = tally or Tally()
    for index, choice in choices.items():
        if index < len(places) and index not in known:
            tally.note(places[index].finding.kind, choice)
    gone = tuple(
        place.words
        for index, place in enumerate(places)
        if choices.get(index) is Choice.MASK
    )
    return Settled(masked(texts, places, choices), tally, gone)


def _read(
    marked: Mapping[int, str], places: tuple[Place, ...], holding: frozenset[str]
) -> dict[int, Choice]:
    """Take the boxes that were marked; anything else counts as none."""
    return {
        index: Choice(said)
        for index, said in marked.items()
        if 0 <= index < len(places)
        and said in CHOICES
        and places[index].part in holding
    }


def _all_masked(
    places: tuple[Place, ...], holding: frozenset[str]
) -> dict[int, Choice]:
    """Mask whatever must be decided in texts that its author has seen so."""
    return {
        index: Choice.MASK
        for index, place in enumerate(places)
        if place.must_be_decided and place.part in holding
    }
