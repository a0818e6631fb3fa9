"""What is asked about accounts of the embedded registry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from flask import current_app
from sqlalchemy import func, select

from forum.core.db import db
from forum.core.keys import Keys
from forum.members.models import Member
from forum.members.news import has_agreed as asked_of_documents
from forum.members.registry.models import (
    Account,
    Application,
    Authenticator,
    NewAddress,
    Passkey,
    RecoveryCode,
    ResetLink,
)


@dataclass(frozen=True, slots=True)
class Proofs:
    """With what, beside the password, somebody can prove who they are."""

    has_app: bool
    passkeys: int
    recovery_codes: int

    def __bool__(self) -> bool:
        return self.has_app or self.passkeys > 0


def email_key(email: str) -> str:
    """Return the key by which an address is found, however it is capitalized."""
    keys: Keys = current_app.extensions["keys"]
    return keys.lookup(email.strip().casefold())


def secret_link(purpose: str, job: int, whose: int, asked_at: datetime) -> str:
    """Return the secret of a mailed link: nobody else can compute it.

    A backup that comes back gives numbers of jobs out again, so it depends on
    whose link it is and on when it was asked for, too.
    """
    keys: Keys = current_app.extensions["keys"]
    at = asked_at.astimezone(UTC).isoformat(timespec="microseconds")
    return keys.mac(f"{purpose} link", f"{job} {whose} {at}")


def key_of(link: str) -> bytes:
    """Return the key under which a mailed link is kept."""
    return sha256(link.encode()).digest()


def recovery_key(account_id: int, code: str) -> str:
    """Return the key under which a recovery code is kept."""
    keys: Keys = current_app.extensions["keys"]
    return keys.lookup(f"recovery code of {account_id}: {code}")


def passkey_owner(account_id: int) -> bytes:
    """Return the name under which devices keep an account's passkeys.

    It says nothing of the person and is another one in another forum.
    """
    keys: Keys = current_app.extensions["keys"]
    return bytes.fromhex(keys.lookup(f"passkey owner {account_id}"))


def account_of(member_id: int) -> Account | None:
    """Return the account behind a member."""
    return db.session.scalar(select(Account).where(Account.member_id == member_id))


def has_agreed(member_id: int) -> bool:
    """Say whether a member accepted our documents; one query.

    Whose account came with another forum has not, until they claim it.
    """
    return all(ask(member_id) for ask in asked_of_documents)


def account_numbered(account_id: int) -> Account | None:
    """Return an account by its key."""
    return db.session.get(Account, account_id)


def account_with_email(email: str) -> Account | None:
    """Return the account with this address."""
    key = email_key(email)
    return db.session.scalar(select(Account).where(Account.email_key == key))


def account_named(login: str) -> Account | None:
    """Return the account that signs in with an address or a user name."""
    if "@" in login:
        return account_with_email(login)
    handle = login.strip().casefold()
    return db.session.scalar(
        select(Account)
        .join(Member, Member.id == Account.member_id)
        .where(Member.handle_key == handle)
    )


def application_behind(key: bytes, now: datetime) -> Application | None:
    """Return the registration whose welcome mail carried this link."""
    return db.session.scalar(
        select(Application).where(
            Application.link_key == key, Application.link_until > now
        )
    )


def account_behind(key: bytes, now: datetime) -> Account | None:
    """Return the account that was mailed this link to a new password."""
    return db.session.scalar(
        select(Account)
        .join(ResetLink, ResetLink.account_id == Account.id)
        .where(ResetLink.key == key, ResetLink.until > now)
    )


def proofs_of(account_id: int) -> Proofs:
    """Return with what somebody can prove who they are. One query."""
    app = select(func.count()).where(
        Authenticator.account_id == account_id, Authenticator.proven_at.is_not(None)
    )
    passkeys = select(func.count()).where(Passkey.account_id == account_id)
    codes = select(func.count()).where(RecoveryCode.account_id == account_id)
    found = db.session.execute(
        select(
            app.scalar_subquery(), passkeys.scalar_subquery(), codes.scalar_subquery()
        )
    ).one()
    return Proofs(bool(found[0]), found[1], found[2])


def authenticator_of(account_id: int) -> Authenticator | None:
    """Return somebody's authenticator app, proven or about to be."""
    return db.session.get(Authenticator, account_id)


def passkeys_of(account_id: int) -> Sequence[Passkey]:
    """Return somebody's passkeys, oldest first."""
    return db.session.scalars(
        select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
    ).all()


def passkey_named(credential: bytes) -> Passkey | None:
    """Return the passkey that a device names."""
    return db.session.scalar(select(Passkey).where(Passkey.credential == credential))


def new_address_behind(key: bytes, account_id: int, now: datetime) -> NewAddress | None:
    """Return the address that somebody confirms with a mailed link of theirs."""
    return db.session.scalar(
        select(NewAddress).where(
            NewAddress.link_key == key,
            NewAddress.account_id == account_id,
            NewAddress.until > now,
        )
    )
