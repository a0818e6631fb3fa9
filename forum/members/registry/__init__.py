"""Where accounts live: how a person is known, apart from the member they are.

The rest of the forum knows the `Registry` protocol only. Each adapter brings
its own pages for signing in.
"""

from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint, current_app

from forum.disclosure import Registered


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to write to a person; for mail, and for nothing else."""

    name: str
    email: str


class Registry(Protocol):
    """What the forum may ask about the person behind a member."""

    pages: Blueprint
    """Signing in and whatever goes with it."""

    def contact(self, member_id: int) -> Contact | None:
        """Return where to write to a member; None if there is no account."""

    def registered(self, member_id: int) -> Registered:
        """Return what the registry knows, so that a draft can be checked for it."""

    def member_with_email(self, email: str) -> int | None:
        """Return whose address this is; for requests that name an address."""


def registry() -> Registry:
    """Return the registry of this forum."""
    current: Registry = current_app.extensions["registry"]
    return current
