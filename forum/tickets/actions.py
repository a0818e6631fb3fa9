"""What is done with tickets."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from forum.core.answers import require
from forum.core.db import change_rows, db, locked
from forum.core.forgetting import forget_soon
from forum.core.jobs import enqueue
from forum.tickets import rules
from forum.tickets.models import CallTime, Channel, Ticket, TicketAnswer, TicketSubject

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUP = 4


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, and the one way in which they want to be answered."""

    subject: TicketSubject
    message: str
    channel: Channel
    email: str = ""
    phone: str = ""
    call_time: CallTime | None = None


def ask(question: Question, now: datetime) -> str:
    """Keep a question; return the number under which it is known."""
    first, second = (
        "".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(2)
    )
    is_call = question.channel is Channel.TELEPHONE
    row = Ticket(
        reference=f"{first}-{second}",
        subject=question.subject,
        channel=question.channel,
        message=question.message,
        email=None if is_call else question.email,
        phone=question.phone if is_call else None,
        call_time=question.call_time if is_call else None,
        asked_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row.reference


def answer(ticket_id: int, by: int, body: str, now: datetime) -> None:
    """Answer a question by mail, if that is how it should be answered."""
    ticket = locked(Ticket, ticket_id)
    require(rules.may_answer_by_mail(ticket))
    row = TicketAnswer(ticket_id=ticket.id, by_id=by, body=body, answered_at=now)
    db.session.add(row)
    db.session.flush()
    enqueue("mail", {"letter": "ticket_answer", "answer": row.id}, now)


def close(ticket_id: int, now: datetime) -> None:
    """Close a ticket; a telephone number goes at once."""
    ticket = locked(Ticket, ticket_id)
    if ticket.closed_at is None:
        ticket.closed_at = now
    if ticket.phone is not None:
        ticket.phone = None
        forget_soon(now)


def forget_contacts(now: datetime) -> int:
    """Blank where answers went whose tickets were closed a while ago."""
    old = Ticket.closed_at < now - rules.CONTACT_LASTS
    known = or_(Ticket.email.is_not(None), Ticket.phone.is_not(None))
    blanked = change_rows(
        update(Ticket).where(old, known).values(email=None, phone=None)
    )
    return _forgotten(blanked, now)


def forget_closed(now: datetime) -> int:
    """Delete tickets that were closed long ago, with their answers."""
    old = Ticket.closed_at < now - rules.CLOSED_LASTS
    theirs = select(Ticket.id).where(old)
    db.session.execute(delete(TicketAnswer).where(TicketAnswer.ticket_id.in_(theirs)))
    return _forgotten(change_rows(delete(Ticket).where(old)), now)


def _forgotten(rows: int, now: datetime) -> int:
    if rows:
        forget_soon(now)
    return rows
