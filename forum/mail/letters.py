"""The letters the forum writes: each kind with its class, made when it is sent.

A queued letter holds keys of rows, never words: what is redacted or erased
before it leaves is not in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from forum.core.jobs import Payload
from forum.members.registry import Contact


class MailClass(StrEnum):
    """Why a mail is sent, which decides who may refuse it."""

    TRANSACTIONAL = "transactional"
    """Asked for by the person: verification, a new password."""
    SERVICE = "service"
    """To members about the service itself; no way to refuse but leaving."""
    ACTIVITY = "activity"
    """What happened in the forum; chosen per kind."""
    PROMOTIONAL = "promotional"
    """Offers and news; only to those who asked for them."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What to say to whom; the template of the same name writes it."""

    to: Contact
    subject: str
    content: dict[str, Any] = field(default_factory=dict)


Write = Callable[[Payload, datetime], Letter | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: its class and the function that makes one."""

    name: str
    mail_class: MailClass
    write: Write


_kinds: dict[str, Kind] = {}


def letter(name: str, mail_class: MailClass) -> Callable[[Write], Write]:
    """Register a kind of letter; its function returns None if nobody is to get it."""

    def register(write: Write) -> Write:
        _kinds[name] = Kind(name, mail_class, write)
        return write

    return register


def kind_named(name: str) -> Kind:
    """Return a kind of letter."""
    return _kinds[name]
