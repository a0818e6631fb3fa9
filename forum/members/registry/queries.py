"""What is asked about accounts of the embedded registry."""

from datetime import datetime

from flask import current_app
from sqlalchemy import select

from forum.core.db import db
from forum.core.keys import Keys
from forum.members.models import Member
from forum.members.registry.models import Account, Application, ResetLink


def email_key(email: str) -> str:
    """Return the key by which an address is found, however it is capitalized."""
    keys: Keys = current_app.extensions["keys"]
    return keys.lookup(email.strip().casefold())


def secret_link(purpose: str, job: int) -> str:
    """Return the secret of a mailed link: nobody else can compute it."""
    keys: Keys = current_app.extensions["keys"]
    return keys.mac(f"{purpose} link", str(job))


def account_of(member_id: int) -> Account | None:
    """Return the account behind a member."""
    return db.session.scalar(select(Account).where(Account.member_id == member_id))


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
