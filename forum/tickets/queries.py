"""What is asked about tickets."""

from collections.abc import Sequence

from sqlalchemy import case, select

from forum.core.answers import NotFound
from forum.core.db import db
from forum.tickets.models import Ticket, TicketAnswer, TicketSubject

SHOWN_MAX = 100


def every(*, closed: bool) -> Sequence[Ticket]:
    """Return open tickets, privacy and the oldest first; or those closed last."""
    if closed:
        done = select(Ticket).where(Ticket.closed_at.is_not(None))
        asked = done.order_by(Ticket.closed_at.desc(), Ticket.id.desc())
    else:
        later = case((Ticket.subject == TicketSubject.PRIVACY, 0), else_=1)
        asked = select(Ticket).where(Ticket.closed_at.is_(None))
        asked = asked.order_by(later, Ticket.asked_at, Ticket.id)
    return db.session.scalars(asked.limit(SHOWN_MAX)).all()


def ticket(ticket_id: int) -> Ticket:
    """Return a ticket."""
    found = db.session.get(Ticket, ticket_id)
    if found is None:
        raise NotFound
    return found


def answers(ticket_id: int) -> Sequence[TicketAnswer]:
    """Return what was answered by mail, first things first."""
    theirs = select(TicketAnswer).where(TicketAnswer.ticket_id == ticket_id)
    return db.session.scalars(theirs.order_by(TicketAnswer.id)).all()
