"""What a moderator wants to see of the queue, as the address of the page says it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from moderation.models import FlagReason, ReviewableKind

TABS = ("open", "mine", "decided")
HOURS = (1, 4, 12, 24, 48, 72)
WORDS_MAX = 100

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Sought:
    """A filter of the queue; what is empty filters nothing."""

    tab: str = "open"
    kind: ReviewableKind | None = None
    board: str = ""
    reason: FlagReason | None = None
    rule: str = ""
    hours: int = 0
    """Only what waits longer than that."""
    free: bool = False
    """Only what nobody claimed."""
    words: str = ""
    """Only decided cases of threads called so, or of the member called so."""
    by: str = ""
    """Only what this moderator decided."""

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out of its tab."""
        return self != Sought(self.tab)

    @property
    def query(self) -> str:
        """The filter as a page's address says it."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        said["show"] = "" if said.pop("tab") == "open" else self.tab
        said["free"] = "y" if self.free else ""
        return urlencode({name: value for name, value in said.items() if value})


def sought(said: Mapping[str, str]) -> Sought:
    """Read a filter; what is no choice of ours filters nothing."""
    tab, hours = said.get("show", "open"), said.get("hours", "")
    return Sought(
        tab=tab if tab in TABS else "open",
        kind=_one_of(ReviewableKind, said.get("kind", "")),
        board=said.get("board", "")[:WORDS_MAX],
        reason=_one_of(FlagReason, said.get("reason", "")),
        rule=said.get("rule", "")[:WORDS_MAX],
        hours=int(hours) if hours in {str(one) for one in HOURS} else 0,
        free=said.get("free") == "y",
        words=" ".join(said.get("words", "").split())[:WORDS_MAX],
        by=said.get("by", "")[:WORDS_MAX],
    )


def sought_in(query: str) -> Sought:
    """Read a filter that was kept as the address of a page."""
    return sought(dict(parse_qsl(query)))


def _one_of(kind: type[E], said: str) -> E | None:
    return next((one for one in kind if one == said), None)
