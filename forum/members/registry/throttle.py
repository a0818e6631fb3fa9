"""How often a password may be tried, without a stranger locking anybody out."""

from forum.core.limits import count, network_key, spent, used
from forum.members.registry import queries

NETWORK_LIMIT = "30 per 15 minutes"
ACCOUNT_LIMIT = "10 per 15 minutes"


def wait_before(login: str) -> int:
    """Return the seconds to wait before this login is tried again from here.

    Counts of networks and of accounts stay apart, so no key joins the two. An
    account's count only slows networks that have failed themselves: its owner,
    at home, gets in whatever strangers try elsewhere.
    """
    here = _network()
    if wait := spent(NETWORK_LIMIT, here):
        return wait
    if not used(NETWORK_LIMIT, here):
        return 0
    return spent(ACCOUNT_LIMIT, _account(login))


def note_failure(login: str) -> None:
    """Count a wrong password against the network and against the account."""
    count(NETWORK_LIMIT, _network())
    count(ACCOUNT_LIMIT, _account(login))


def _network() -> str:
    return f"sign-in from {network_key()}"


def _account(login: str) -> str:
    """Name the account, by whichever of its names somebody tries."""
    account = queries.account_named(login)
    if account is None:
        return f"sign-in as {login.strip().casefold()}"
    return f"sign-in to account {account.id}"
