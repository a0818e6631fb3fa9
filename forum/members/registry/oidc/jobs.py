"""What signing in through SolTrex leaves behind is not kept for ever."""

from datetime import datetime

from forum.core.db import transaction
from forum.core.retention import kept
from forum.members.registry.oidc import actions


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
