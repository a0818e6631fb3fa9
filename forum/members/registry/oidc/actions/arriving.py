"""Coming from SolTrex: for the first time, again, or to connect an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from forum.core.db import db, locked
from forum.core.jobs import enqueue
from forum.members import actions as members
from forum.members.models import Member, Role
from forum.members.news import joined, systems_claim
from forum.members.queries import is_taken
from forum.members.registry.models import Account
from forum.members.registry.oidc import queries
from forum.members.registry.oidc.actions.following import (
    stand,
    take_email,
    tell_former,
)
from forum.members.registry.oidc.models import OidcIdentity, OidcNewcomer
from forum.members.registry.oidc.proof import Proof, read, written
from forum.members.registry.oidc.rules import Standing, proposal, role_for
from forum.members.registry.queries import email_key

NEWCOMER_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a sign-in: whose it is, and whether they are active."""

    member_id: int | None
    """None if nobody here is this person, yet or any more."""
    standing: Standing
    is_active: bool
    is_renamed: bool = False
    """Whether the user name at SolTrex changed since they were here last."""


@dataclass(frozen=True, slots=True)
class HandleTaken:
    """Somebody else took the user name in the meantime."""


def arrive(proof: Proof, given_roles: str, now: datetime) -> Arrived:
    """Take in what SolTrex says of somebody who signs in."""
    known = queries.identity_named(proof.issuer, proof.sub)
    if known is None:
        return Arrived(None, proof.standing, proof.standing is Standing.ACTIVE)
    if proof.says_standing:
        stand(known, proof.standing, now, said_at=proof.said_on)
    if proof.standing is Standing.PURGED:
        return Arrived(None, proof.standing, is_active=False)
    # What was said of it last holds on where a sign-in says nothing.
    standing = Standing.DISABLED if known.is_disabled else proof.standing
    is_renamed = False
    if standing is Standing.ACTIVE:
        if proof.email:
            take_email(known, proof.email, proof.email_verified, now)
        is_renamed = _take_username(known, proof)
        _take_claims(known.member_id, proof, given_roles)
    known.synced_at = now
    member = locked(Member, known.member_id)
    is_active = member.deactivated_at is None
    return Arrived(member.id, standing, is_active, is_renamed)


def expect(proof: Proof, secret: str, now: datetime) -> None:
    """Keep what SolTrex said until the newcomer has chosen a user name."""
    db.session.add(
        OidcNewcomer(
            key=queries.key_of(secret),
            proof=written(proof),
            subject_key=queries.subject_key(proof.issuer, proof.sub),
            until=now + NEWCOMER_LASTS,
        )
    )


def forget_newcomer(secret: str) -> None:
    """Forget somebody who does not join after all."""
    key = queries.key_of(secret)
    db.session.execute(delete(OidcNewcomer).where(OidcNewcomer.key == key))


def welcome(
    secret: str, handle: str, given_roles: str, now: datetime
) -> tuple[Member, Proof] | HandleTaken | None:
    """Make a newcomer a member; None if they took too long or joined elsewhere.

    A mail greets them, if SolTrex vouches for the address.
    """
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
    enqueue("mail", {"letter": "registry_welcome", "member": member.id}, now)
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
        tell_former(member_id, email, "registry_connected", now)
    if member.role is Role.MEMBER:
        db.session.execute(delete(Account).where(theirs))
    return True


def _add_identity(member_id: int, proof: Proof, now: datetime) -> None:
    db.session.add(
        OidcIdentity(
            member_id=member_id,
            issuer=proof.issuer,
            sub=proof.sub,
            email=proof.email or None,
            email_key=email_key(proof.email) if proof.email else None,
            email_verified=proof.email_verified,
            username_key=queries.username_key(proof.username),
            standing_at=proof.said_on,
            synced_at=now,
        )
    )
    db.session.flush()


def _take_username(identity: OidcIdentity, proof: Proof) -> bool:
    """Propose the user name of SolTrex if it changed; here it is never taken over."""
    key, before = queries.username_key(proof.username), identity.username_key
    if key is None or key == before:
        return False
    identity.username_key = key
    if before is None:
        return False  # what it was before is not known
    # One that is taken here is proposed too: the member chooses another then.
    identity.proposed = proposal(proof.username, proof.email) or None
    return identity.proposed is not None


def _take_claims(member_id: int, proof: Proof, given_roles: str) -> None:
    member = locked(Member, member_id)
    members.change_role(member_id, role_for(proof.roles, given_roles, member.role))
    if proof.systems is not None:
        for tell in systems_claim:
            tell(member_id, list(proof.systems))
