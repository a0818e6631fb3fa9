"""Letters about what changed at the registry that members share with SolTrex."""

from datetime import datetime

from flask import url_for

from forum.core.jobs import Payload
from forum.mail.letters import Letter, MailClass, letter
from forum.members.queries import handle_of
from forum.members.registry import Contact, registry
from forum.members.registry.oidc.queries import former_email


@letter("registry_welcome", MailClass.TRANSACTIONAL)
def registry_welcome(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Greet whoever joined through SolTrex, by the user name they chose here."""
    to = registry().contact(payload["member"])
    if to is None:
        return None
    known = {"handle": to.name, "link": url_for("members.my", _external=True)}
    return Letter(to, "Welcome to SolTrex Forum", known)


@letter("registry_email_changed", MailClass.TRANSACTIONAL)
def registry_email_changed(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell the old address that SolTrex knows another one now."""
    former = former_email(payload["former"])
    if former is None:
        return None
    to = Contact(handle_of(former.member_id), former.email)
    return Letter(to, "The address of your SolTrex account changed")


@letter("registry_connected", MailClass.TRANSACTIONAL)
def registry_connected(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Tell the address of an account made here that SolTrex opens it now."""
    former = former_email(payload["former"])
    if former is None:
        return None
    to = Contact(handle_of(former.member_id), former.email)
    return Letter(to, "Your account is connected with SolTrex")
