"""What the account service says about a person, as far as we listen to it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from email_validator import EmailNotValidError, validate_email

from forum.elsewhere import require_safe
from forum.members.news import ClaimedSystem
from forum.members.registry.oidc.rules import SKEW, TEXT_MAX, Standing, standing_in

SYSTEMS_MAX = 50
WORDS_MAX = 50
LABEL_MAX = 100
KW_MAX = 100_000.0
TIME_MAX = 1e11
"""Seconds since 1970, in the year 5138: larger ones are no time."""
STRONG = frozenset({"mfa", "otp", "hwk"})
"""Words of RFC 8176 for a sign-in with a second factor, or with a key."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Who signed in; neither name, phone, postal address nor any token."""

    issuer: str
    sub: str
    sid: str
    email: str
    email_verified: bool
    username: str
    standing: Standing
    of_age: bool | None
    """Whether the person is thirteen or older; None if the service says nothing."""
    roles: tuple[str, ...]
    systems: tuple[ClaimedSystem, ...] | None
    """None if the service says nothing about systems."""
    two_factors: bool
    """Whether the service asked for more than a password."""
    signed_in_at: float | None = None
    """When the person proved there who they are; None if the ID token is silent."""

    says_standing: bool = False
    """Whether the service said how the account stands."""
    said_at: float | None = None
    """When the service said all this, by its own clock."""

    @property
    def said_on(self) -> datetime | None:
        """That moment as a time."""
        return moment(self.said_at)

    def age(self, now: float) -> timedelta | None:
        """Return how long ago that was; None if nobody knows, or it is yet to come."""
        if self.signed_in_at is None or self.signed_in_at > now + SKEW:
            return None
        return timedelta(seconds=max(0.0, now - self.signed_in_at))


def proof_of(claims: Mapping[str, Any], issuer: str) -> Proof:
    """Read the claims of a sign-in whose tokens hold; what is odd is left out."""
    email = address_in(claims.get("email"))
    of_age = claims.get("soltrex_of_age")
    return Proof(
        issuer=issuer,
        sub=claims["sub"],
        sid=_text(claims.get("sid")),
        email=email,
        email_verified=bool(email) and claims.get("email_verified") is True,
        username=_text(claims.get("preferred_username")),
        standing=standing_in(claims),
        of_age=of_age if isinstance(of_age, bool) else None,
        roles=_words(claims.get("soltrex_roles")),
        systems=_systems(claims.get("soltrex_systems")),
        two_factors=bool(STRONG & set(_words(claims.get("amr")))),
        signed_in_at=_time(claims.get("auth_time")),
        says_standing="soltrex_status" in claims,
        said_at=_time(claims.get("iat")),
    )


def moment(seconds: object) -> datetime | None:
    """Return seconds since 1970 as a time; nothing if they are none."""
    known = _time(seconds)
    return None if known is None else datetime.fromtimestamp(known, UTC)


def written(proof: Proof) -> str:
    """Return a proof as text, to be kept until the user name is chosen."""
    return json.dumps(asdict(proof))


def read(text: str) -> Proof:
    """Return the proof that `written` wrote down."""
    fields = json.loads(text)
    kept = fields["systems"]
    systems = None if kept is None else tuple(ClaimedSystem(**one) for one in kept)
    proof = Proof(**{**fields, "systems": systems})
    roles, standing = tuple(fields["roles"]), Standing(fields["standing"])
    return replace(proof, roles=roles, standing=standing)


def address_in(value: object) -> str:
    """Return a claim as an address that mail can go to, or nothing."""
    if not isinstance(value, str) or len(value) > TEXT_MAX:
        return ""
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


def _words(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else []
    return tuple(_text(word) for word in given[:WORDS_MAX] if _text(word))


def _systems(value: object) -> tuple[ClaimedSystem, ...] | None:
    if not isinstance(value, list):
        return None
    found = (_system(one) for one in value[:SYSTEMS_MAX] if isinstance(one, dict))
    return tuple(system for system in found if system is not None)


def _system(one: Mapping[str, Any]) -> ClaimedSystem | None:
    number = one.get("id")
    key = str(number) if isinstance(number, int) else _text(number)
    if not key:
        return None
    return ClaimedSystem(
        id=key,
        label=_text(one.get("label"))[:LABEL_MAX],
        dc_kw=_kw(one.get("dc_kw")),
        state=_text(one.get("state")),
        url=_address(one.get("url")),
    )


def _kw(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value <= KW_MAX else None


def _time(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value <= TIME_MAX else None


def _address(value: object) -> str:
    if not isinstance(value, str):
        return ""
    try:
        return require_safe(value)
    except ValueError:
        return ""


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_MAX:
        return ""
    return value if value.isprintable() else ""
