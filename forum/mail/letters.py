"""The letters the forum writes: each kind with its class, made when it is sent.

A queued letter holds keys of rows, never words: what is redacted or erased
before it leaves is not in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.core.jobs import Payload
from forum.mail.choices import CHOSEN, Choice, MailClass
from forum.members.registry import Contact

__all__ = ["Kind", "Letter", "MailClass", "kind_named", "kinds", "letter"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What to say to whom; the template of the same name writes it."""

    to: Contact
    subject: str
    content: dict[str, Any] = field(default_factory=dict)
    member_id: int | None = None
    """Whose letter it is; found by the address if it is left out."""


Write = Callable[[Payload, datetime], Letter | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: its class, what members choose about it, who writes it."""

    name: str
    mail_class: MailClass
    write: Write
    choice: Choice | None = None


_kinds: dict[str, Kind] = {}


def letter(
    name: str, mail_class: MailClass, choice: Choice | None = None
) -> Callable[[Write], Write]:
    """Register a kind of letter; its function returns None if nobody is to get it.

    Activity and promotion name the choice that members have about them; the
    other two classes leave no choice.
    """
    belongs = choice.mail_class if choice else None
    if belongs is not (mail_class if mail_class in CHOSEN else None):
        raise ValueError(f"{name}: a choice does not fit its class")

    def register(write: Write) -> Write:
        _kinds[name] = Kind(name, mail_class, write, choice)
        return write

    return register


def kind_named(name: str) -> Kind:
    """Return a kind of letter."""
    return _kinds[name]


def kinds() -> tuple[Kind, ...]:
    """Return every kind of letter the forum writes."""
    return tuple(_kinds.values())
