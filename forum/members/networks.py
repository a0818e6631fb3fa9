"""Networks in which a member was of late: known for a day, not whose they are.

Two counts that never meet: one of a network says that somebody was signed in
from there, one of a member says how many networks they made known. So nothing
links a person to a place, and nobody can make a whole botnet known with one
account of their own.
"""

from forum.core.limits import count, network_key, spent, used

ONCE = "1 per day"
MADE_KNOWN_AT_MOST = "8 per day"


def is_known() -> bool:
    """Say whether any member was signed in from the asking network of late."""
    return used(ONCE, _here()) > 0


def note_member_here(member_id: int) -> None:
    """Note that somebody is signed in here, unless they did so in many places."""
    theirs = f"networks made known by {member_id}"
    if is_known() or spent(MADE_KNOWN_AT_MOST, theirs):
        return
    count(MADE_KNOWN_AT_MOST, theirs)
    count(ONCE, _here())


def _here() -> str:
    return f"a member was at {network_key()}"
