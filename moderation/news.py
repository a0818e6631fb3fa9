"""What happens to cases, told to whoever listens in the same transaction."""

from datetime import datetime
from typing import Protocol

from forum.core.hooks import Hook
from forum.members.models import Member
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    ModAction,
    Reviewable,
    ReviewableKind,
    Statement,
)
from moderation.pages import Asked, Objection


class ToldFlag(Protocol):
    """Told that somebody reported something, and why."""

    def __call__(self, item: Reviewable, flag: Flag, author_id: int, /) -> None:
        """Do what cannot wait for a moderator, inside the transaction."""


class ToldDecision(Protocol):
    """Told that a case is decided."""

    def __call__(self, item: Reviewable, decision: Decision, now: datetime, /) -> None:
        """Do what follows from it, inside the transaction."""


class ToldStatement(Protocol):
    """Told that a member is given the reasons for a decision."""

    def __call__(
        self, statement: Statement, decision: Decision, now: datetime, /
    ) -> None:
        """Take note, inside the transaction."""


class AskedBy(Protocol):
    """Asked what people without an account wrote about a case."""

    def __call__(self, reviewable_id: int, moderator: Member, /) -> tuple[Asked, ...]:
        """Return what this moderator needs of it. Two queries at most."""


class Remarks(Protocol):
    """Asked what else moderators should know about a case."""

    def __call__(self, item: Reviewable, /) -> tuple[str, ...]:
        """Say it in sentences. Three queries at most."""


class Undo(Protocol):
    """Asked to bring back what was before one effect of a decision."""

    def __call__(self, action: ModAction, now: datetime, /) -> str:
        """Undo it inside the transaction; say why not where it cannot be done."""


class Objecting(Protocol):
    """Asked how a member objects to a decision they are told of."""

    def __call__(self, statement: Statement, now: datetime, /) -> Objection | None:
        """Say what they can do, or what became of it; three queries at most."""


flagged: Hook[ToldFlag] = Hook("flagged")
decided: Hook[ToldDecision] = Hook("decided")
delivered: Hook[ToldStatement] = Hook("delivered")
asked_by: Hook[AskedBy] = Hook("asked_by")
remarks: Hook[Remarks] = Hook("remarks")
undoers: Hook[tuple[ActionKind, Undo]] = Hook("undoers")
"""How each kind of effect is undone when its decision is reversed."""
objecting: Hook[Objecting] = Hook("objecting")
case_pages: Hook[tuple[ReviewableKind, str]] = Hook("case_pages")
"""Where cases of a kind have a page: an endpoint that takes `item_id`."""
member_pages: Hook[str] = Hook("member_pages")
"""Where staff see a member: an endpoint that takes `handle`."""
