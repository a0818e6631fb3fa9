"""Pages of tickets, for administrators; the form that makes one is site's."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import administrator_required
from forum.tickets import actions, queries, rules
from forum.tickets.forms import CALL_TIMES, SUBJECTS, TicketAnswerForm
from forum.tickets.models import Ticket, TicketSubject

bp = Blueprint("tickets", __name__)
Page = str | tuple[str, HTTPStatus] | Response


@bp.get("/admin/tickets")
@administrator_required
def every(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show the questions that wait, each with the way to answer it first."""
    closed = request.args.get("show") == "closed"
    return render_template(
        "tickets/every.html",
        tickets=queries.every(closed=closed),
        closed=closed,
        subjects=SUBJECTS,
        answer_by=rules.answer_by,
    )


@bp.get("/admin/tickets/<int:ticket_id>")
@administrator_required
def one(viewer: Member, ticket_id: int) -> Page:  # noqa: ARG001 - an administrator only
    """Show a question, and how to answer it."""
    return _one(queries.ticket(ticket_id), TicketAnswerForm())


@bp.post("/admin/tickets/<int:ticket_id>/answer")
@administrator_required
def answer(viewer: Member, ticket_id: int) -> Page:
    """Answer a question by mail."""
    ticket, form = queries.ticket(ticket_id), TicketAnswerForm()
    if not form.validate():
        return _one(ticket, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.answer(ticket.id, viewer.id, form.body.data or "", utcnow())
    flash("The answer is on its way.", "ok")
    return redirect(url_for(".one", ticket_id=ticket_id), HTTPStatus.SEE_OTHER)


@bp.post("/admin/tickets/<int:ticket_id>/close")
@administrator_required
def close(viewer: Member, ticket_id: int) -> Page:  # noqa: ARG001 - an administrator only
    """Close a ticket; a telephone number goes with it."""
    with transaction():
        actions.close(ticket_id, utcnow())
    flash("Closed. If there was a telephone number, it is erased.", "ok")
    return redirect(url_for(".every"), HTTPStatus.SEE_OTHER)


def _one(ticket: Ticket, form: TicketAnswerForm) -> str:
    is_privacy = ticket.subject is TicketSubject.PRIVACY
    return render_template(
        "tickets/one.html",
        ticket=ticket,
        subject=SUBJECTS[ticket.subject],
        call_time=CALL_TIMES[ticket.call_time] if ticket.call_time else "",
        answer_by=rules.answer_by(ticket) if is_privacy else None,
        answers=queries.answers(ticket.id),
        may_answer=rules.may_answer_by_mail(ticket),
        form=form,
    )
