"""What happens at the door, as lines of the program's log: who got in, who did not.

A member is a code that changes each day, and no address stands beside it.
"""

import logging
import sqlite3
from enum import StrEnum

from flask import request

from forum.core.limits import code_of

log = logging.getLogger(__name__)


class Event(StrEnum):
    """All that is told."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    WRONG_PASSWORD = "wrong password"  # noqa: S105 - what happened
    WRONG_CODE = "wrong code"
    WRONG_PASSKEY = "wrong passkey"
    REFUSED = "refused"
    LIMITED = "limited"


TO_WATCH = frozenset(Event) - {Event.SIGNED_IN, Event.SIGNED_OUT}


def note(
    event: Event, member_id: int | None = None, *, status: int = 0, steps: int = 0
) -> None:
    """Tell of something that this request came to."""
    rule = request.url_rule
    told = {
        "event": event.value,
        "route": rule.rule if rule is not None else "-",
        "method": request.method,
        "status": status,
        "steps": steps,
        "member": _code(member_id),
    }
    level = logging.WARNING if event in TO_WATCH else logging.INFO
    log.log(level, "%s", event.value, extra=told)


def _code(member_id: int | None) -> str:
    if member_id is None:
        return ""
    try:
        return code_of(f"member {member_id} in the log")
    except sqlite3.Error:  # a full disk takes no page away
        return "-"
