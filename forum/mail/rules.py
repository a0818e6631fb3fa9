"""Rules of mail: what may leave, and which refusals mean that nobody is there."""

import re
from dataclasses import dataclass
from datetime import timedelta

from forum.mail.choices import MailClass
from forum.mail.models import Result

PROMOTION_AT_MOST = 2
PROMOTION_WITHIN = timedelta(days=30)
LOG_LASTS = timedelta(days=90)
PERMANENT = 500
NOBODY_THERE = frozenset({550, 551, 553})
DEAD = re.compile(r"5\.(?:1\.\d{1,3}|2\.1)")
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is true of somebody at the moment a letter would leave."""

    is_active: bool = True
    wants_it: bool = True
    is_suppressed: bool = False
    promotion_lately: int = 0
    has_postal_address: bool = True
    """Whether the operator gave the address that promotion has to carry."""


def hindrance(mail_class: MailClass, standing: Standing) -> Result | None:
    """Return why a letter may not leave; None if it may.

    What a person asked for themselves always leaves: it is the way back.
    """
    if mail_class is MailClass.TRANSACTIONAL:
        return None
    if not standing.is_active:
        return Result.NOT_ACTIVE
    if mail_class is not MailClass.SERVICE and not standing.wants_it:
        return Result.NOT_WANTED
    if standing.is_suppressed:
        return Result.SUPPRESSED
    if mail_class is MailClass.PROMOTIONAL:
        return _no_promotion(standing)
    return None


def is_dead(code: int, said: str) -> bool:
    """Say whether a server's answer means that an address does not exist.

    Its enhanced status decides (RFC 3463); full mailboxes and suspicions of
    junk are permanent answers too, but the person is there.
    """
    if code < PERMANENT:
        return False
    status = STATUS.search(said)
    return bool(DEAD.fullmatch(status[0])) if status else code in NOBODY_THERE


def is_dead_status(status: str) -> bool:
    """Say whether the status of a delivery report means the same."""
    return bool(DEAD.fullmatch(status))


def _no_promotion(standing: Standing) -> Result | None:
    if not standing.has_postal_address:
        return Result.NO_POSTAL_ADDRESS
    if standing.promotion_lately >= PROMOTION_AT_MOST:
        return Result.TOO_MANY
    return None
