"""Following what SolTrex says of an account: its state, its address, its sessions."""

from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import delete

from forum.core.db import change_rows, db, insert_once
from forum.core.jobs import enqueue
from forum.members import actions as members
from forum.members.registry.oidc import queries
from forum.members.registry.oidc.models import (
    OidcFormerEmail,
    OidcIdentity,
    OidcNewcomer,
    OidcSeenToken,
)
from forum.members.registry.oidc.rules import Standing, is_overtaken
from forum.members.registry.queries import email_key

NOBODY = ""
"""Stands in place of the issuer of an account that was purged."""


def stand(
    identity: OidcIdentity,
    standing: Standing,
    now: datetime,
    *,
    said_at: datetime | None = None,
) -> None:
    """Let a member's state here follow that of their SolTrex account.

    Who deactivated themselves here stays inactive until they come back here.
    What SolTrex said before its last word, and comes late, changes nothing.
    """
    if standing is Standing.PURGED:
        _purge(identity, now)
        return
    if is_overtaken(said_at, identity.standing_at):
        return
    identity.standing_at = said_at or identity.standing_at
    if standing is Standing.DISABLED:
        identity.is_disabled = True
        members.deactivate(identity.member_id, now, by_registry=True)
    elif identity.is_disabled:
        identity.is_disabled = False
        members.reactivate(identity.member_id, now, by_registry=True)


def turn_away(issuer: str, sub: str) -> int:
    """Forget somebody who is about to join: SolTrex closed their account."""
    theirs = OidcNewcomer.subject_key == queries.subject_key(issuer, sub)
    return change_rows(delete(OidcNewcomer).where(theirs))


def take_email(
    identity: OidcIdentity, email: str, is_verified: bool, now: datetime
) -> None:
    """Follow a change of the address, and have the old one told."""
    before, was_verified = identity.email, identity.email_verified
    identity.email = email or None
    identity.email_key = email_key(email) if email else None
    identity.email_verified = is_verified
    if before and was_verified and email_key(before) != identity.email_key:
        tell_former(identity.member_id, before, "registry_email_changed", now)


def keep_name(member_id: int) -> None:
    """Note that a member keeps the user name they have here."""
    identity = queries.identity_of(member_id)
    if identity is not None:
        identity.proposed = None


def take_token(issuer: str, number: str, until: datetime) -> bool:
    """Note that a token was taken; False if it had been before."""
    key = queries.key_of(f"{issuer}\0{number}")
    return insert_once(OidcSeenToken, {"key": key, "until": until})


def end_sessions(issuer: str, sid: str, sub: str) -> None:
    """End the sessions that belong to one at SolTrex, or all of a person."""
    begun_there = queries.session_key(issuer, sid)
    if begun_there is not None:
        members.end_sessions_at(begun_there)
        return
    turn_away(issuer, sub)
    identity = queries.identity_named(issuer, sub)
    if identity is not None:
        members.end_sessions(identity.member_id)


def tell_former(member_id: int, email: str, letter: str, now: datetime) -> None:
    """Have a letter sent to an address that a member had."""
    former = OidcFormerEmail(member_id=member_id, email=email, changed_at=now)
    db.session.add(former)
    db.session.flush()
    enqueue("mail", {"letter": letter, "former": former.id}, now)


def _purge(identity: OidcIdentity, now: datetime) -> None:
    """Have a person erased; nobody signs in as them from this moment on.

    Whoever erases the rest needs the address to look for it everywhere, and
    deletes it with everything else.
    """
    identity.issuer, identity.sub = NOBODY, token_urlsafe(16)
    identity.is_disabled, identity.synced_at = True, now
    members.erase(identity.member_id, now)
