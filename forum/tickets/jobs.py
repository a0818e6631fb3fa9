"""Answers on their way, and tickets whose time is over."""

from datetime import datetime

from forum.core.db import db, transaction
from forum.core.jobs import Payload
from forum.core.retention import kept
from forum.mail.letters import Letter, MailClass, letter
from forum.members.registry import Contact
from forum.tickets import actions
from forum.tickets.models import Ticket, TicketAnswer


@letter("ticket_answer", MailClass.TRANSACTIONAL)
def ticket_answer(payload: Payload, now: datetime) -> Letter | None:  # noqa: ARG001
    """Send an answer to whoever asked; nobody gets it who wants to be called."""
    row = db.session.get(TicketAnswer, payload["answer"])
    ticket = db.session.get(Ticket, row.ticket_id) if row else None
    if row is None or ticket is None or ticket.wants_call or not ticket.email:
        return None
    said = {"body": row.body, "reference": ticket.reference}
    subject = f"Your question {ticket.reference}"
    return Letter(Contact("", ticket.email), subject, said)


@kept("email addresses of closed tickets", "30 days after closing")
def forget_contacts(now: datetime) -> int:
    """Blank where answers went; a telephone number went when it was closed."""
    with transaction():
        return actions.forget_contacts(now)


@kept("closed tickets", "180 days after closing")
def forget_closed(now: datetime) -> int:
    """Delete tickets that were closed long ago."""
    with transaction():
        return actions.forget_closed(now)
