"""What happens to cases, told to whoever listens in the same transaction."""

from datetime import datetime
from typing import Protocol

from forum.core.hooks import Hook
from forum.members.models import Member
from moderation.models import ActionKind, Decision, Flag, ModAction, Reviewable
from moderation.pages import Asked


class ToldFlag(Protocol):
    """Told that somebody reported something, and why."""

    def __call__(self, item: Reviewable, flag: Flag, author_id: int, /) -> None:
        """Do what cannot wait for a moderator, inside the transaction."""


class ToldDecision(Protocol):
    """Told that a case is decided."""

    def __call__(self, item: Reviewable, decision: Decision, now: datetime, /) -> None:
        """Do what follows from it, inside the transaction."""


class AskedBy(Protocol):
    """Asked what people without an account wrote about a case."""

    def __call__(self, reviewable_id: int, moderator: Member, /) -> tuple[Asked, ...]:
        """Return what this moderator needs of it. Two queries at most."""


class Undo(Protocol):
    """Asked to bring back what was before one effect of a decision."""

    def __call__(self, action: ModAction, now: datetime, /) -> str:
        """Undo it inside the transaction; say why not where it cannot be done."""


flagged: Hook[ToldFlag] = Hook("flagged")
decided: Hook[ToldDecision] = Hook("decided")
asked_by: Hook[AskedBy] = Hook("asked_by")
undoers: Hook[tuple[ActionKind, Undo]] = Hook("undoers")
"""How each kind of effect is undone when its decision is reversed."""
