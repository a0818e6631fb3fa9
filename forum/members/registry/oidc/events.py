"""What events and lists of accounts say, and what is done about each member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.members.registry.oidc import actions, queries
from forum.members.registry.oidc.models import OidcIdentity
from forum.members.registry.oidc.proof import address_in
from forum.members.registry.oidc.rules import Standing

RISC = "https://schemas.openid.net/secevent/risc/event-type/"
STANDINGS = {
    f"{RISC}account-disabled": Standing.DISABLED,
    f"{RISC}account-enabled": Standing.ACTIVE,
    f"{RISC}account-purged": Standing.PURGED,
}
IDENTIFIER_CHANGED = f"{RISC}identifier-changed"

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a list of accounts."""

    sub: str
    standing: Standing | None
    email: str
    email_verified: bool


def take(claims: Claims, issuer: str, now: datetime) -> None:
    """Do what a signed event asks for; about strangers there is nothing to do."""
    for kind, content in claims["events"].items():
        if not isinstance(content, dict):
            continue
        identity = _whom(claims, content, issuer, by_email=kind == IDENTIFIER_CHANGED)
        if identity is None:
            continue
        if kind in STANDINGS:
            actions.stand(identity, STANDINGS[kind], now)
        elif kind == IDENTIFIER_CHANGED:
            email = address_in(content.get("new-value"))
            if email:
                actions.take_email(identity, email, identity.email_verified, now)
                identity.synced_at = now


def follow(told: Told, issuer: str, now: datetime) -> bool:
    """Do what a line of a list asks for; False if nobody here is meant."""
    identity = queries.identity_named(issuer, told.sub)
    if identity is None:
        return False
    if told.email and told.standing is not Standing.PURGED:
        actions.take_email(identity, told.email, told.email_verified, now)
    identity.synced_at = now
    if told.standing is not None:
        actions.stand(identity, told.standing, now)
    return True


def _whom(
    claims: Claims, content: Claims, issuer: str, *, by_email: bool
) -> OidcIdentity | None:
    """Return who is meant, in each of the three ways in which it is said."""
    subject = content.get("subject") or claims.get("sub_id")
    if not isinstance(subject, dict):
        sub = claims.get("sub")
        return queries.identity_named(issuer, sub) if isinstance(sub, str) else None
    if subject.get("iss") == issuer and isinstance(subject.get("sub"), str):
        return queries.identity_named(issuer, subject["sub"])
    email = address_in(subject.get("email"))
    # An address alone only ever moves the address, never a person.
    return queries.identity_with_email(email, issuer) if email and by_email else None
