"""Letters about one's own account."""

from datetime import datetime
from typing import Any

from flask import url_for

from forum.core.db import db, locked
from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import Contact, actions, registry
from forum.members.registry.models import Account, Application, NewAddress
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
    # A job from before carries no time; it goes by when it runs.
    asked_at = datetime.fromisoformat(payload.get("asked_at") or now.isoformat())
    link = actions.reset_link(account, payload["job"], asked_at, now)
    url = url_for("account.new_password", link=link, _external=True)
    return _to(payload["member"], "Your link to a new password", link=url)


@letter("password_changed", MailClass.TRANSACTIONAL)
def password_changed(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell an owner that their password was changed."""
    return _to(payload["member"], "Your password was changed")


@letter("confirm_address", MailClass.TRANSACTIONAL)
def confirm_address(payload: Payload, now: datetime) -> Letter | None:
    """Send the link that makes a new address the account's own, to that address."""
    if db.session.get(NewAddress, payload["new_address"]) is None:
        return None
    asked = locked(NewAddress, payload["new_address"])
    account = db.session.get_one(Account, asked.account_id)
    link = actions.address_link(asked, payload["job"], now)
    return Letter(
        Contact(account.name, asked.email),
        "Please confirm your new address",
        {"link": url_for("account.new_email", link=link, _external=True)},
    )


@letter("address_changed", MailClass.TRANSACTIONAL)
def address_changed(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell the address before that the account has another one now."""
    before = db.session.get(NewAddress, payload["new_address"])
    if before is None:
        return None
    account = db.session.get_one(Account, before.account_id)
    told = Contact(account.name, before.email)
    return Letter(told, "Your email address was changed")


CHANGES = {
    actions.Change.APP_ON: "From now on we ask for a code of your authenticator app "
    "when you sign in.",
    actions.Change.APP_OFF: "We no longer ask for a code of your authenticator app "
    "when you sign in.",
    actions.Change.CODES_NEW: "You have ten new recovery codes. The old ones no "
    "longer work.",
    actions.Change.CODE_USED: "Somebody used one of your recovery codes. It does not "
    "work again.",
    actions.Change.PASSKEY_ON: "A passkey was added to your account. It can sign in "
    "without the password.",
    actions.Change.PASSKEY_OFF: "A passkey was removed from your account.",
    actions.Change.FORGOTTEN: "The operator of the forum took the second step of "
    "your sign-in away, as you asked. Set it up anew when you can.",
}


@letter("handle_changed", MailClass.TRANSACTIONAL)
def handle_changed(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell a member that they have another user name; neither stands in the mail."""
    to = registry().contact(payload["member"])
    return None if to is None else Letter(to, "Your user name was changed")


@letter("sign_in_changed", MailClass.TRANSACTIONAL)
def sign_in_changed(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell an owner what changed about the second step of their sign-in."""
    what = CHANGES[actions.Change(payload["change"])]
    return _to(payload["member"], "Your sign-in was changed", what=what)


def _to(member_id: int, subject: str, **content: Any) -> Letter | None:
    account: Account | None = account_of(member_id)
    if account is None:
        return None
    return Letter(Contact(account.name, account.email), subject, content)
