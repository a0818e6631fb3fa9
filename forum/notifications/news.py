"""What is asked of whoever tells members something that is no post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement

from forum.core.hooks import Hook
from forum.notifications.models import Kind


@dataclass(frozen=True, slots=True)
class Named:
    """What a notification says, and where it leads."""

    said: str
    url: str


class Naming(Protocol):
    """Asked what notifications of a kind say, when they are shown."""

    def __call__(self, references: Sequence[int], /) -> Mapping[int, Named]:
        """Return it for each reference that is still there. One query."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where the references of some kinds lead: asked in the query itself."""

    kinds: tuple[Kind, ...]
    stands: ColumnElement[bool]
    """Whether what a notification refers to is still there, and its member's."""
    is_new: ColumnElement[bool]
    """Whether its member has not read it where it stands."""
    named: Naming


sources: Hook[Source] = Hook("sources")
