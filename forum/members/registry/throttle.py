"""How often a password may be tried, without a stranger locking anybody out.

What is counted, each in a window of its own and under a keyed hash that no
later day can compute again; no count joins a network and an account:

Counted is what was typed, a user name or an address, and never the account
behind it: whether a guessed address belongs to a user name shows in no answer.

- wrong passwords of a network: 30 in a quarter of an hour, then it waits;
- wrong passwords for a name or an address: 10 in a quarter of an hour, 20 in an
  hour, 40 in six hours. Who is over waits until that window ends, so the wait grows. It
  holds for networks that have been wrong themselves, not for others;
- wrong passwords for one from many networks: at most three of each
  network count, and only they can slow a network that has done nothing wrong.
  So it takes seven networks to slow down anybody else, and whoever has
  thousands still gets some three hundred tries a day at one name or address.

Its owner gets in all the same:

- from a network in which any member was signed in within the last day (see
  `forum.members.networks`), they have five wrong tries of their own, whatever
  others do elsewhere. An attacker who wants that needs an account and a sign-in
  of their own for each eight networks, and gets five tries in each;
- with a passkey, which cannot be guessed and is not counted here;
- through a link to a new password: it comes to their mailbox, works once, and
  makes the counts of their name and address begin anew.

Codes of an app or on paper are asked for only after the right password, so no
stranger reaches their count: ten wrong ones in a quarter of an hour and so on,
for an account as a whole.
"""

from forum.core.events import Event, note
from forum.core.limits import count, forget, network_key, spent, used
from forum.members import networks

NETWORK_LIMIT = "30 per 15 minutes"
ACCOUNT_LIMITS = ("10 per 15 minutes", "20 per hour", "40 per 6 hours")
SPREAD_LIMITS = ("20 per 15 minutes", "40 per hour", "80 per 6 hours")
COUNTED_OF_A_NETWORK = 3
OWN_TRIES = 5


def wait_before(login: str) -> int:
    """Return the seconds to wait before this login is tried again from here."""
    here, account = _network(), _account(login)
    if wait := spent(NETWORK_LIMIT, here):
        return wait
    wrong_here = used(NETWORK_LIMIT, here)
    if networks.is_known() and wrong_here < OWN_TRIES:
        return 0
    if wrong_here:
        return _longest(ACCOUNT_LIMITS, account)
    return _longest(SPREAD_LIMITS, f"{account} from many networks")


def note_failure(login: str) -> None:
    """Count a wrong password against the network and the account, and log it."""
    note(Event.WRONG_PASSWORD)
    here, account = _network(), _account(login)
    if used(NETWORK_LIMIT, here) < COUNTED_OF_A_NETWORK:
        _count_all(SPREAD_LIMITS, f"{account} from many networks")
    count(NETWORK_LIMIT, here)
    _count_all(ACCOUNT_LIMITS, account)


def forgive(*logins: str) -> None:
    """Begin the counts of an account anew: its owner came with a mailed link."""
    for account in map(_account, logins):
        for limit in ACCOUNT_LIMITS:
            forget(limit, account)
        for limit in SPREAD_LIMITS:
            forget(limit, f"{account} from many networks")


def wait_before_code(account_id: int) -> int:
    """Return the seconds to wait before this account's next code is looked at."""
    here = spent(NETWORK_LIMIT, _network())
    return here or _longest(ACCOUNT_LIMITS, f"codes of account {account_id}")


def note_wrong_code(account_id: int) -> None:
    """Count a wrong code against the network and the account, and log it."""
    note(Event.WRONG_CODE)
    count(NETWORK_LIMIT, _network())
    _count_all(ACCOUNT_LIMITS, f"codes of account {account_id}")


def _longest(limits: tuple[str, ...], subject: str) -> int:
    return max(spent(limit, subject) for limit in limits)


def _count_all(limits: tuple[str, ...], subject: str) -> None:
    for limit in limits:
        count(limit, subject)


def _network() -> str:
    return f"sign-in from {network_key()}"


def _account(login: str) -> str:
    """Name what somebody typed, whether or not there is such an account."""
    return f"sign-in as {login.strip().casefold()}"
