"""The register of cookies: what is not here, no part of the forum may set.

The session code takes name and attributes from here, and /privacy/cookies shows
the same entries.
"""

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Literal


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie: its name, what it is for, and what browsers are told about it."""

    name: str
    plain_name: str
    """Its name where the forum runs without https, on one's own machine."""
    set_when: str
    holds: str
    why: str
    ends: str
    http_only: bool = True
    same_site: Literal["Lax", "Strict"] = "Lax"

    def named(self, is_secure: bool) -> str:
        """Return the name it has here."""
        return self.name if is_secure else self.plain_name

    def is_in(self, header: str) -> bool:
        """Say whether a browser sent this cookie along."""
        try:
            sent = SimpleCookie(header)
        except CookieError:
            return True  # not to be read: be careful rather than sorry
        unread = bool(header) and not sent
        return unread or self.name in sent or self.plain_name in sent


SESSION = Cookie(
    name="__Host-session",
    plain_name="session",
    set_when="you sign in",
    holds="a random number, and nothing about you",
    why="so that the next page knows that it is you",
    ends="when you close your browser, when you sign out, or after a time without use",
)
REGISTER = (SESSION,)
