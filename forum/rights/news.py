"""What is asked of whoever keeps something about members, and what they are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from forum.core.hooks import Hook
from forum.members.models import Member
from forum.rights.naming import Names

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Leaver:
    """A member who is being erased, and all that they are called by."""

    member_id: int
    names: Names


class Erasing(Protocol):
    """Asked to let go of what it keeps about somebody; twice does no harm."""

    def __call__(self, leaver: Leaver, now: datetime, /) -> Mapping[str, int]:
        """Erase, inside the transaction; return how many rows of which tables."""


class Copying(Protocol):
    """Asked for what it keeps about a member, for the copy they get."""

    def __call__(self, member_id: int, /) -> Mapping[str, Rows]:
        """Return rows by the name of their file; of others user names at most."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that staff did about somebody's rights; numbers only."""

    action: str
    member_id: int
    details: dict[str, Any] = field(default_factory=dict)


class Noting(Protocol):
    """Told what staff did, to be kept in a log that nobody can change."""

    def __call__(self, actor: Member | None, deed: Deed, now: datetime, /) -> None:
        """Take note, inside the transaction."""


erasing: Hook[Erasing] = Hook("erasing")
copying: Hook[Copying] = Hook("copying")
noting: Hook[Noting] = Hook("noting")
