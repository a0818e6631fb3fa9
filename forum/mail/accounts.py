"""Letters about one's own account."""

from datetime import datetime
from typing import Any

from flask import url_for

from forum.core.db import db, locked
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import Contact, actions
from forum.members.registry.models import Account, Application
from forum.members.registry.queries import account_of


@letter("welcome", MailClass.TRANSACTIONAL)
def welcome(payload: Payload, now: datetime) -> Letter | None:
    """Greet whoever registered; the link confirms that the address is theirs."""
    # Confirmed or forgotten meanwhile: a job may run twice, or late.
    if db.session.get(Application, payload["application"]) is None:
        return None
    application = locked(Application, payload["application"])
    link = actions.welcome_link(application, payload["job"], now)
    return Letter(
        Contact(application.name, application.email),
        "Welcome to SolTrex Forum: please confirm your address",
        {
            "handle": application.handle,
            "link": url_for("account.verify", link=link, _external=True),
        },
    )


@letter("known_address", MailClass.TRANSACTIONAL)
def known_address(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell an owner that somebody tried to register with their address."""
    return _to(payload["member"], "Somebody used your address at SolTrex Forum")


@letter("reset", MailClass.TRANSACTIONAL)
def reset(payload: Payload, now: datetime) -> Letter | None:
    """Send the link to a new password."""
    account = account_of(payload["member"])
    if account is None:
        return None
    link = actions.reset_link(account, payload["job"], now)
    url = url_for("account.new_password", link=link, _external=True)
    return _to(payload["member"], "Your link to a new password", link=url)


@letter("password_changed", MailClass.TRANSACTIONAL)
def password_changed(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell an owner that their password was changed."""
    return _to(payload["member"], "Your password was changed")


def _to(member_id: int, subject: str, **content: Any) -> Letter | None:
    account: Account | None = account_of(member_id)
    if account is None:
        return None
    return Letter(Contact(account.name, account.email), subject, content)
