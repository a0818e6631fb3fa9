"""A draft that was sent, weighed: what it discloses and what its author decided."""

from dataclasses import dataclass

from markupsafe import Markup

from forum.boards.drafts import Cleared, Draft, clear
from forum.boards.queries import Standing
from forum.boards.rendering import rendered
from forum.disclosure import Registered
from forum.warnings import (
    Answers,
    Back,
    Choice,
    Place,
    Settled,
    Warned,
    Weighed,
    Writing,
    places_in,
    weigh,
)


@dataclass(frozen=True, slots=True)
class WeighedDraft:
    """A draft with the places in it and what was decided about them so far."""

    draft: Draft
    weighed: Weighed

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that discloses something, in reading order."""
        return self.weighed.places

    @property
    def choices(self) -> dict[int, Choice]:
        """What was decided, by the number of the place."""
        return self.weighed.choices

    @property
    def seal(self) -> str:
        """The decisions so far, sealed for the next page."""
        return self.weighed.seal

    @property
    def outcome(self) -> Cleared | Warned | Back:
        """What becomes of the draft as things stand."""
        decided = self.weighed.outcome
        return clear(self.draft, decided) if isinstance(decided, Settled) else decided

    @property
    def shown(self) -> Draft:
        """The draft as everyone would see it; what is undecided shows masked."""
        return self.draft.worded(self.weighed.shown)

    @property
    def preview(self) -> Markup:
        """The text as everyone would see it."""
        return rendered(self.shown.body).html

    @property
    def masked_ones(self) -> list[Place]:
        """The places that the preview shows masked."""
        return self.weighed.masked_ones

    def note_masked(self, kind: str, count: int = 1) -> None:
        """Count a place that was masked in the text while writing, or is back."""
        so_far = self.weighed.sealed.masked
        so_far[kind] = so_far.get(kind, 0) + count
        if so_far[kind] <= 0:
            del so_far[kind]


def kept_places(
    standing: Standing, registered: Registered
) -> frozenset[tuple[str, str]]:
    """Return what a post shows by its author's own choice: kinds and words."""
    if not standing.kinds:
        return frozenset()
    return frozenset(
        (str(place.finding.kind), place.words)
        for place in places_in(standing.texts, registered)
        if place.finding.kind in standing.kinds
    )


def weigh_draft(
    member_id: int,
    draft: Draft,
    answers: Answers,
    registered: Registered,
    *,
    where: str = "",
    with_hints: bool = True,
) -> WeighedDraft:
    """Look for places in a draft and take what was decided about them.

    `where` says where it goes: decisions made for one place hold for no other.
    """
    composition = f"{draft.once} {where}"
    writing = Writing(member_id, composition, draft.weighed, draft.bound, draft.spots)
    return WeighedDraft(
        draft, weigh(writing, answers, registered, with_hints=with_hints)
    )
