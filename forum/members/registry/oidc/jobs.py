"""What signing in through SolTrex leaves behind is not kept for ever."""

from datetime import datetime

from flask import current_app

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.jobs import Payload, job
from forum.core.retention import kept
from forum.members.registry.oidc import actions, queries
from forum.members.registry.oidc.telling import Notice, tell
from forum.settings import Settings


@job(actions.TELL, leaves=True)
def tell_soltrex(payload: Payload, now: datetime) -> None:
    """Tell SolTrex that somebody left here; again and again until it is taken."""
    settings: Settings = current_app.extensions["settings"]
    url, secret = settings.registry_webhook_url, settings.registry_webhook_secret
    waiting = queries.notice(payload["notice"])
    if waiting is None or waiting.sub is None or not url:
        return
    number = queries.notice_number(waiting.id)
    said = settings.oidc_issuer, waiting.sub, waiting.what, waiting.asked_at
    # A job that waited in a long line would be signed with a time long past.
    tell(url, secret, Notice(number, *said), utcnow())
    with transaction():
        actions.note_told(payload["notice"], now)


@kept("sign-ins through SolTrex without a user name yet", "1 hour")
def forget_newcomers(now: datetime) -> int:
    """Delete what SolTrex said of people who did not join."""
    with transaction():
        return actions.forget_newcomers(now)


@kept("addresses from before a change at SolTrex", "7 days")
def forget_former(now: datetime) -> int:
    """Delete addresses whose owner has been told of the change."""
    with transaction():
        return actions.forget_former(now)


@kept("addresses of accounts purged at SolTrex", "until erased; at most 7 days")
def forget_purged(now: datetime) -> int:
    """Delete what an erasure that failed would leave."""
    with transaction():
        return actions.forget_purged(now)


@kept("numbers of messages from the account service", "8 days")
def forget_tokens(now: datetime) -> int:
    """Delete the numbers by which a message works only once."""
    with transaction():
        return actions.forget_tokens(now)


@kept("what SolTrex is told of who left", "until it is told; at most 7 days")
def forget_notices(now: datetime) -> int:
    """Delete what SolTrex was told, or could not be told for long."""
    with transaction():
        return actions.forget_notices(now)
