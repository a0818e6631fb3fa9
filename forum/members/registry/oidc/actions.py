"""What is done with members of the shared registry."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import delete, select

from forum.core.db import change_rows, db, insert_once, locked
from forum.core.jobs import enqueue
from forum.members import actions as members
from forum.members.models import Member, Role
from forum.members.news import joined, systems_claim
from forum.members.queries import is_taken
from forum.members.registry.models import Account
from forum.members.registry.oidc import queries
from forum.members.registry.oidc.models import (
    OidcFormerEmail,
    OidcIdentity,
    OidcNewcomer,
    OidcSeenToken,
)
from forum.members.registry.oidc.proof import Proof, read, written
from forum.members.registry.oidc.rules import Standing, role_for
from forum.members.registry.queries import email_key

NEWCOMER_LASTS = timedelta(hours=1)
FORMER_LASTS = timedelta(days=7)
NOBODY = ""
"""Stands in place of the issuer of an account that was purged."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a sign-in: whose it is, and whether they are active."""

    member_id: int | None
    """None if nobody here is this person, yet or any more."""
    standing: Standing
    is_active: bool


@dataclass(frozen=True, slots=True)
class HandleTaken:
    """Somebody else took the user name in the meantime."""


def arrive(proof: Proof, given_roles: str, now: datetime) -> Arrived:
    """Take in what SolTrex says of somebody who signs in."""
    known = queries.identity_named(proof.issuer, proof.sub)
    if known is None:
        return Arrived(None, proof.standing, proof.standing is Standing.ACTIVE)
    stand(known, proof.standing, now)
    if proof.standing is Standing.PURGED:
        return Arrived(None, proof.standing, is_active=False)
    if proof.standing is Standing.ACTIVE:
        if proof.email:
            take_email(known, proof.email, proof.email_verified, now)
        _take_claims(known.member_id, proof, given_roles)
    known.synced_at = now
    member = locked(Member, known.member_id)
    return Arrived(member.id, proof.standing, member.deactivated_at is None)


def expect(proof: Proof, secret: str, now: datetime) -> None:
    """Keep what SolTrex said until the newcomer has chosen a user name."""
    db.session.add(
        OidcNewcomer(
            key=queries.key_of(secret), proof=written(proof), until=now + NEWCOMER_LASTS
        )
    )


def forget_newcomer(secret: str) -> None:
    """Forget somebody who does not join after all."""
    key = queries.key_of(secret)
    db.session.execute(delete(OidcNewcomer).where(OidcNewcomer.key == key))


def welcome(
    secret: str, handle: str, given_roles: str, now: datetime
) -> tuple[Member, Proof] | HandleTaken | None:
    """Make a newcomer a member; None if they took too long or joined elsewhere."""
    found = queries.newcomer_behind(queries.key_of(secret), now)
    if found is None:
        return None
    proof = read(locked(OidcNewcomer, found.key).proof)
    if queries.identity_named(proof.issuer, proof.sub) is not None:
        forget_newcomer(secret)
        return None
    if is_taken(handle):
        return HandleTaken()
    member = members.join(handle, now)
    _add_identity(member.id, proof, now)
    for tell in joined:
        tell(member, now)
    _take_claims(member.id, proof, given_roles)
    forget_newcomer(secret)
    return member, proof


def link(member_id: int, proof: Proof, now: datetime) -> bool:
    """Let a member from before sign in through SolTrex; False if either has a link.

    The account they had here goes, with its name and password; staff keep it as
    the way in while SolTrex cannot be reached. Its address is told of it.
    """
    member = locked(Member, member_id)
    known = queries.identity_named(proof.issuer, proof.sub)
    if known is not None or queries.identity_of(member_id) is not None:
        return False
    _add_identity(member_id, proof, now)
    theirs = Account.member_id == member_id
    email = db.session.scalar(select(Account.email).where(theirs))
    if email:
        _tell_former(member_id, email, "registry_connected", now)
    if member.role is Role.MEMBER:
        db.session.execute(delete(Account).where(theirs))
    return True


def stand(identity: OidcIdentity, standing: Standing, now: datetime) -> None:
    """Let a member's state here follow that of their SolTrex account.

    Who deactivated themselves here stays inactive until they come back here.
    """
    if standing is Standing.PURGED:
        _purge(identity, now)
    elif standing is Standing.DISABLED:
        identity.is_disabled = True
        members.deactivate(identity.member_id, now, by_registry=True)
    elif identity.is_disabled:
        identity.is_disabled = False
        members.reactivate(identity.member_id, now, by_registry=True)


def take_email(
    identity: OidcIdentity, email: str, is_verified: bool, now: datetime
) -> None:
    """Follow a change of the address, and have the old one told."""
    before, was_verified = identity.email, identity.email_verified
    identity.email = email or None
    identity.email_key = email_key(email) if email else None
    identity.email_verified = is_verified
    if before and was_verified and email_key(before) != identity.email_key:
        _tell_former(identity.member_id, before, "registry_email_changed", now)


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
    identity = queries.identity_named(issuer, sub)
    if identity is not None:
        members.end_sessions(identity.member_id)


def forget_newcomers(now: datetime) -> int:
    """Delete what was kept of people who chose no user name; return how many."""
    return change_rows(delete(OidcNewcomer).where(OidcNewcomer.until <= now))


def forget_former(now: datetime) -> int:
    """Delete addresses that have been told of their change; return how many."""
    old = OidcFormerEmail.changed_at < now - FORMER_LASTS
    return change_rows(delete(OidcFormerEmail).where(old))


def forget_purged(now: datetime) -> int:
    """Delete what erasures have left of purged accounts; return how many."""
    old = OidcIdentity.synced_at < now - FORMER_LASTS
    purged = OidcIdentity.issuer == NOBODY
    return change_rows(delete(OidcIdentity).where(purged, old))


def forget_tokens(now: datetime) -> int:
    """Delete the numbers of tokens that no longer hold; return how many."""
    return change_rows(delete(OidcSeenToken).where(OidcSeenToken.until <= now))


def _tell_former(member_id: int, email: str, letter: str, now: datetime) -> None:
    former = OidcFormerEmail(member_id=member_id, email=email, changed_at=now)
    db.session.add(former)
    db.session.flush()
    enqueue("mail", {"letter": letter, "former": former.id}, now)


def _add_identity(member_id: int, proof: Proof, now: datetime) -> None:
    db.session.add(
        OidcIdentity(
            member_id=member_id,
            issuer=proof.issuer,
            sub=proof.sub,
            email=proof.email or None,
            email_key=email_key(proof.email) if proof.email else None,
            email_verified=proof.email_verified,
            synced_at=now,
        )
    )
    db.session.flush()


def _take_claims(member_id: int, proof: Proof, given_roles: str) -> None:
    member = locked(Member, member_id)
    members.change_role(member_id, role_for(proof.roles, given_roles, member.role))
    if proof.systems is not None:
        for tell in systems_claim:
            tell(member_id, list(proof.systems))


def _purge(identity: OidcIdentity, now: datetime) -> None:
    """Have a person erased; nobody signs in as them from this moment on.

    Whoever erases the rest needs the address to look for it everywhere, and
    deletes it with everything else.
    """
    identity.issuer, identity.sub = NOBODY, token_urlsafe(16)
    identity.is_disabled, identity.synced_at = True, now
    members.erase(identity.member_id, now)
