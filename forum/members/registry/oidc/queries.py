"""What is asked about members of the shared registry."""

from datetime import datetime
from hashlib import sha256

from flask import current_app
from sqlalchemy import select

from forum.core.db import db
from forum.core.keys import Keys
from forum.members.models import Member
from forum.members.registry.oidc.models import (
    OidcFormerEmail,
    OidcIdentity,
    OidcNewcomer,
    OidcNotice,
    Parting,
)
from forum.members.registry.queries import email_key


def key_of(secret: str) -> bytes:
    """Return the key under which a secret's row is kept."""
    return sha256(secret.encode()).digest()


def session_key(issuer: str, sid: str) -> bytes | None:
    """Return the hash of a session at the service, if it told us of one."""
    return key_of(f"{issuer}\0{sid}") if sid else None


def subject_key(issuer: str, sub: str) -> str:
    """Return the key by which somebody is found who has not joined yet."""
    return _keys().lookup(f"newcomer {issuer} {sub}")


def username_key(username: str) -> str | None:
    """Return what shows that a user name at SolTrex is still the same."""
    return _keys().lookup(f"user name at SolTrex {username}") if username else None


def notice_key(member_id: int, what: Parting) -> str:
    """Return the key that keeps SolTrex from being told the same twice."""
    return _keys().lookup(f"notice {what} {member_id}")


def notice_number(notice_id: int) -> str:
    """Return what SolTrex knows a notice by, however often it is sent."""
    return _keys().mac("notice for SolTrex", str(notice_id))


def notice(notice_id: int) -> OidcNotice | None:
    """Return what SolTrex is to be told, if it was not yet."""
    waits = OidcNotice.id == notice_id, OidcNotice.told_at.is_(None)
    return db.session.scalar(select(OidcNotice).where(*waits))


def identity_of(member_id: int) -> OidcIdentity | None:
    """Return who a member is at SolTrex."""
    theirs = OidcIdentity.member_id == member_id
    return db.session.scalar(select(OidcIdentity).where(theirs))


def identity_named(issuer: str, sub: str) -> OidcIdentity | None:
    """Return the one person with this subject of this issuer."""
    return db.session.scalar(
        select(OidcIdentity).where(
            OidcIdentity.issuer == issuer, OidcIdentity.sub == sub
        )
    )


def identity_with_email(email: str, issuer: str = "") -> OidcIdentity | None:
    """Return whose address this is; nobody if SolTrex does not vouch for one."""
    found = select(OidcIdentity).where(
        OidcIdentity.email_key == email_key(email),
        OidcIdentity.email_verified.is_(True),
    )
    if issuer:
        found = found.where(OidcIdentity.issuer == issuer)
    rows = db.session.scalars(found.limit(2)).all()
    return rows[0] if len(rows) == 1 else None


def named_identity_of(member_id: int) -> tuple[OidcIdentity, str] | None:
    """Return who a member is at SolTrex, with their user name here. One query."""
    asked = (
        select(OidcIdentity, Member.handle)
        .join(Member, Member.id == OidcIdentity.member_id)
        .where(OidcIdentity.member_id == member_id)
    )
    row = db.session.execute(asked).first()
    return (row[0], row[1]) if row is not None else None


def newcomer_behind(key: bytes, now: datetime) -> OidcNewcomer | None:
    """Return somebody who has not chosen a user name yet, while there is time."""
    return db.session.scalar(
        select(OidcNewcomer).where(OidcNewcomer.key == key, OidcNewcomer.until > now)
    )


def former_email(key: int) -> OidcFormerEmail | None:
    """Return an address from before a change, if it is still kept."""
    return db.session.get(OidcFormerEmail, key)


def _keys() -> Keys:
    keys: Keys = current_app.extensions["keys"]
    return keys
