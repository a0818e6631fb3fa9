"""What becomes of a draft that was sent: published, asked about, or changed.

Decisions come from two places. The composer's own, made while writing, travel
in the seal and hold for words that stayed the same. Those of the confirmation
page hold for the very draft it showed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from forum.boards.drafts import (
    Back,
    Choice,
    Cleared,
    Draft,
    Place,
    Warned,
    clear,
    masked,
    places_in,
)
from forum.boards.rendering import rendered
from forum.boards.seals import Sealed, seal, unseal
from forum.disclosure import Registered

CHOICES = frozenset(map(str, Choice))


@dataclass(frozen=True, slots=True)
class Answers:
    """What came with a draft: the seal, and the boxes of the confirmation page."""

    seal: str = ""
    is_confirmed: bool = False
    marked: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The places in a draft and what was decided about them so far."""

    member_id: int
    draft: Draft
    places: tuple[Place, ...]
    choices: dict[int, Choice]
    sealed: Sealed

    @property
    def outcome(self) -> Cleared | Warned | Back:
        """What becomes of the draft as things stand."""
        return clear(self.draft, self.places, self.choices, self.sealed.tally())

    @property
    def seal(self) -> str:
        """The decisions so far, sealed for the next page."""
        masked_so_far = dict(self.sealed.masked)
        return seal(
            self.member_id, self.draft, self.places, self.choices, masked_so_far
        )

    @property
    def shown(self) -> Draft:
        """The draft as everyone would see it; what is undecided shows masked."""
        choices = {
            index: self.choices.get(index) or Choice(place.preset or Choice.MASK)
            for index, place in enumerate(self.places)
        }
        return masked(self.draft, self.places, choices)

    @property
    def preview(self) -> Markup:
        """The text as everyone would see it."""
        return rendered(self.shown.body).html


def weigh(
    member_id: int, draft: Draft, answers: Answers, registered: Registered
) -> Weighed:
    """Look for places in a draft and take what was decided about them."""
    places = places_in(draft, registered)
    sealed = unseal(answers.seal, member_id, draft.once)
    choices = sealed.choices(member_id, draft.once, places)
    if answers.is_confirmed and sealed.fits(member_id, draft):
        choices |= _read(answers.marked, len(places))
    return Weighed(member_id, draft, places, choices, sealed)


def _read(marked: Mapping[int, str], places: int) -> dict[int, Choice]:
    """Take the boxes that were marked; anything else counts as none."""
    return {
        index: Choice(said)
        for index, said in marked.items()
        if 0 <= index < places and said in CHOICES
    }
