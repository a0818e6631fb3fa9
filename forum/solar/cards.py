"""A system card as one class of viewers sees it: what is not theirs is not in it."""

from dataclasses import dataclass
from enum import IntEnum


class SeenAs(IntEnum):
    """Who looks at a card; each sees what the one before sees."""

    GUEST = 0
    MEMBER = 1
    OWNER = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Dial:
    """Where the modules face and how steep they stand, to be drawn."""

    azimuth: int
    tilt: int
    tilt_text: str
    said: str
    is_step: bool = False


@dataclass(frozen=True, slots=True)
class CardView:
    """A card for one viewer. Made anew for each page from what holds now."""

    id: int
    handle: str
    headline: str
    label: str
    facts: tuple[Fact, ...]
    dial: Dial | None
    soltrex_id: str = ""
    soltrex_url: str = ""
    """Its page at SolTrex, where pages link to it."""
    report_url: str = ""
    """Where this viewer can tell moderators about it."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the card is for this viewer."""
        return not (self.facts or self.label or self.soltrex_id)
