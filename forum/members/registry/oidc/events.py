"""What events and lists of accounts say, and what is done about each member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.members.registry.oidc import actions, queries
from forum.members.registry.oidc.models import OidcIdentity
from forum.members.registry.oidc.proof import address_in, moment
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
        if kind in STANDINGS and isinstance(content, dict):
            _take_standing(claims, content, issuer, STANDINGS[kind], now)
        elif kind == IDENTIFIER_CHANGED and isinstance(content, dict):
            _take_address(claims, content, issuer, now)


def follow(told: Told, issuer: str, now: datetime) -> bool:
    """Do what a line of a list asks for; False if nobody here is meant."""
    identity = queries.identity_named(issuer, told.sub)
    if identity is None:
        _turn_away(issuer, told.sub, told.standing)
        return False
    if told.email and told.standing is not Standing.PURGED:
        actions.take_email(identity, told.email, told.email_verified, now)
    identity.synced_at = now
    if told.standing is not None:
        actions.stand(identity, told.standing, now)
    return True


def _take_standing(
    claims: Claims, content: Claims, issuer: str, standing: Standing, now: datetime
) -> None:
    sub = _sub(claims, content, issuer)
    identity = queries.identity_named(issuer, sub) if sub else None
    if identity is None:
        _turn_away(issuer, sub, standing)
        return
    actions.stand(identity, standing, now, said_at=moment(claims.get("iat")))


def _take_address(claims: Claims, content: Claims, issuer: str, now: datetime) -> None:
    sub = _sub(claims, content, issuer)
    identity = queries.identity_named(issuer, sub) if sub else None
    identity = identity or _by_address(claims, content, issuer)
    email = address_in(content.get("new-value"))
    if identity is not None and email:
        actions.take_email(identity, email, identity.email_verified, now)
        identity.synced_at = now


def _turn_away(issuer: str, sub: str, standing: Standing | None) -> None:
    """Nobody joins whose account was closed while they chose a user name."""
    if sub and standing in {Standing.DISABLED, Standing.PURGED}:
        actions.turn_away(issuer, sub)


def _sub(claims: Claims, content: Claims, issuer: str) -> str:
    """Return the number of who is meant, in each of the ways in which it is said."""
    subject = content.get("subject") or claims.get("sub_id")
    if subject is None:
        subject = {"iss": issuer, "sub": claims.get("sub")}
    if not isinstance(subject, dict) or subject.get("iss") != issuer:
        return ""
    sub = subject.get("sub")
    return sub if isinstance(sub, str) else ""


def _by_address(claims: Claims, content: Claims, issuer: str) -> OidcIdentity | None:
    """Return whose address is meant: it only ever moves the address, never a person."""
    subject = content.get("subject") or claims.get("sub_id")
    named = subject.get("email") if isinstance(subject, dict) else None
    email = address_in(named)
    return queries.identity_with_email(email, issuer) if email else None
