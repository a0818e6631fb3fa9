"""Rules of tickets: who is answered how, and how long what is kept."""

from datetime import datetime, timedelta

from forum.core.answers import YES, Answer, no
from forum.disclosure import Registered, may_be_kept, scan
from forum.tickets.models import Ticket

CLOSED_LASTS = timedelta(days=180)
CONTACT_LASTS = timedelta(days=30)
"""How long after closing we still know where an answer went."""
PRIVACY_WITHIN = timedelta(days=45)
"""In which time a question about privacy has to be answered."""
DIGITS = range(7, 16)
"""How many digits a number that can be called has (E.164)."""


def holds_what_nobody_should_send(text: str) -> bool:
    """Say whether a text holds a payment card or social security number."""
    return any(not may_be_kept(found) for found in scan(text, Registered()))


def can_be_called(number: str) -> bool:
    """Say whether a telephone number looks like one."""
    digits = sum(sign.isdigit() for sign in number)
    return digits in DIGITS and all(
        sign.isdigit() or sign in "+()-. x/" for sign in number
    )


def may_answer_by_mail(ticket: Ticket) -> Answer:
    """Say whether an answer may go out by mail."""
    if ticket.closed_at is not None:
        return no("This ticket is closed.")
    if ticket.wants_call or not ticket.email:
        return no("This person wants to be called. There is no mail to them.")
    return YES


def answer_by(ticket: Ticket) -> datetime:
    """Return when a question about privacy has to be answered at the latest."""
    return ticket.asked_at + PRIVACY_WITHIN
