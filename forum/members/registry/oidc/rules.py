"""What of the account service's words holds: pure, values in, an answer out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hmac import compare_digest
from typing import Any, TypeGuard

from forum.core.answers import YES, Answer, no
from forum.members.models import Role
from forum.members.rules import gives_away, may_be_called

Claims = Mapping[str, Any]

SKEW = 60
"""Seconds by which two clocks may differ."""
ATTEMPT_LASTS = 15 * 60
TOKEN_LASTS = 10 * 60
EVENT_LASTS = 7 * 24 * 3600
"""A transmitter that cannot reach us tries again for days."""
TEXT_MAX = 255
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class Standing(StrEnum):
    """How an account stands at SolTrex."""

    ACTIVE = "active"
    DISABLED = "disabled"
    PURGED = "purged"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A question put to the service, as the asking browser's session keeps it."""

    state: str
    nonce: str
    verifier: str
    purpose: str
    next: str
    since: float


@dataclass(frozen=True, slots=True)
class Expected:
    """Who must have made a token, for whom, and what the time is."""

    issuer: str
    client_id: str
    now: float


def answers(
    args: Mapping[str, list[str]], attempt: Attempt | None, now: float
) -> Answer:
    """What comes back belongs to what this browser asked a short while ago."""
    if attempt is None:
        return no("nothing was asked")
    if any(len(values) > 1 for values in args.values()):
        return no("an answer said twice")
    (state,) = args.get("state", [""])
    if not compare_digest(state.encode(), attempt.state.encode()):
        return no("wrong state")
    if not 0 <= now - attempt.since + SKEW <= ATTEMPT_LASTS:
        return no("too late")
    return YES if "code" in args or "error" in args else no("no code")


def comes_from(claims: Claims, expected: Expected, lasts: int) -> Answer:
    """Every token names its issuer and us, and was made a short while ago."""
    if claims.get("iss") != expected.issuer:
        return no("wrong issuer")
    if not _is_for(claims, expected.client_id):
        return no("wrong audience")
    made = claims.get("iat")
    if not _is_time(made) or not -lasts <= made - expected.now <= SKEW:
        return no("wrong time")
    ends, begins = claims.get("exp", made + lasts), claims.get("nbf", made)
    if not _is_time(ends) or ends + SKEW <= expected.now:
        return no("expired")
    if not _is_time(begins) or begins - SKEW > expected.now:
        return no("not valid yet")
    return YES


def proves_sign_in(
    claims: Claims, expected: Expected, nonce: str, since: float | None
) -> Answer:
    """An ID token answers our own question; `since` asks for a fresh sign-in."""
    if not (answer := comes_from(claims, expected, TOKEN_LASTS)):
        return answer
    if "exp" not in claims:
        return no("no end")
    if not nonce or claims.get("nonce") != nonce:
        return no("wrong nonce")
    if not _is_text(claims.get("sub")):
        return no("no subject")
    if since is not None:
        signed_in = claims.get("auth_time")
        if not _is_time(signed_in) or signed_in < since - SKEW:
            return no("not a fresh sign-in")
    return YES


def ends_a_session(claims: Claims, expected: Expected) -> Answer:
    """A logout token says so, names a session or a person, and has no nonce."""
    if not (answer := comes_from(claims, expected, TOKEN_LASTS)):
        return answer
    if "nonce" in claims:
        return no("a nonce")
    if not _is_text(claims.get("jti")):
        return no("no number")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        return no("no logout")
    if not any(_is_text(claims.get(name)) for name in ("sid", "sub")):
        return no("no session and no subject")
    return YES


def tells_events(claims: Claims, expected: Expected) -> Answer:
    """A security event token has a number, events, and is no ID token."""
    if not (answer := comes_from(claims, expected, EVENT_LASTS)):
        return answer
    if "nonce" in claims:
        return no("a nonce")
    if not _is_text(claims.get("jti")):
        return no("no number")
    events = claims.get("events")
    if not isinstance(events, dict) or not events:
        return no("no events")
    if LOGOUT_EVENT in events:
        return no("a logout token")
    return YES


def standing_in(claims: Claims) -> Standing:
    """Return how the account stands; active, if nothing is said."""
    said = claims.get("soltrex_status", Standing.ACTIVE)
    known = {str(standing) for standing in Standing}
    return (
        Standing(said)
        if isinstance(said, str) and said in known
        else (Standing.DISABLED)
    )


def is_overtaken(said_at: datetime | None, last_at: datetime | None) -> bool:
    """What was said before the last word, and arrives after it, is no news."""
    return said_at is not None and last_at is not None and said_at < last_at


def role_for(roles: tuple[str, ...], given: str, present: Role) -> Role:
    """Return the role that the operator's map gives; it never takes one away."""
    makes = dict(pair.rpartition("=")[::2] for pair in given.split())
    order = list(Role)
    gained = [Role(makes[role]) for role in roles if role in makes]
    return max([present, *gained], key=order.index)


def proposal(username: str, email: str) -> str:
    """Return the user name SolTrex knows, if it may be used here without harm."""
    if not username or not may_be_called(username) or gives_away(username, email):
        return ""
    return username


def _is_for(claims: Claims, client_id: str) -> bool:
    named = claims.get("aud")
    audience = named if isinstance(named, list) else [named]
    if client_id not in audience:
        return False
    party = claims.get("azp", client_id if len(audience) == 1 else None)
    return bool(party == client_id)


def _is_time(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= TEXT_MAX
