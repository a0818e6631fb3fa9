"""Where accounts live: how a person is known, apart from the member they are.

The rest of the forum knows the `Registry` protocol only. Each adapter brings
its own pages for signing in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Blueprint, current_app

from forum.disclosure import Registered


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to write to a person; for mail, and for nothing else."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Addresses at which a member changes what is not kept here; may be empty."""

    profile: str
    password: str
    deactivate: str
    as_of: datetime | None = None
    """When what we know from there was told to us last."""
    proposed: str = ""
    """The user name they took there, until they decide about it here."""


class Registry(Protocol):
    """What the forum may ask about the person behind a member."""

    pages: tuple[Blueprint, ...]
    """Signing in and whatever goes with it."""

    def contact(self, member_id: int) -> Contact | None:
        """Return where to write to a member; None if there is no account."""

    def registered(self, member_id: int) -> Registered:
        """Return what the registry knows, so that a draft can be checked for it."""

    def member_with_email(self, email: str) -> int | None:
        """Return whose address this is; for requests that name an address."""

    def confirm_url(self, leads_to: str) -> str | None:
        """Return where the viewer proves anew who they are; None if it is here."""

    def after_sign_out(self) -> str:
        """Return where signing out goes on; asked while the session is known."""

    def elsewhere(self, member_id: int) -> Elsewhere | None:
        """Return where a member changes what is not kept here; None if all is."""

    def system_url(self, member_id: int, system_id: str) -> str:
        """Return a system's page at the registry; nothing if it has none."""

    def trouble(self) -> str:
        """Return what keeps people from signing in; nothing if all is well."""


def registry() -> Registry:
    """Return the registry of this forum."""
    current: Registry = current_app.extensions["registry"]
    return current
