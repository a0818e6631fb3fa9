"""The contact form: for everybody, without an account and without a cookie."""

from http import HTTPStatus

from flask import render_template, request

from forum.core.answers import Busy
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import count, network_key, spent
from forum.site.views import bp
from forum.tickets import actions
from forum.tickets.forms import ContactForm
from forum.tickets.models import Channel, TicketSubject

AT_MOST = "5 per hour"
ENOUGH = "Several questions came from your network within an hour. Please wait a while."


@bp.get("/contact")
def contact() -> str:
    """Ask what somebody wants to know, and say whom to write to."""
    form = ContactForm()
    asked_about = request.args.get("subject", "")
    if asked_about in {str(one) for one in TicketSubject}:
        form.subject.data = asked_about
    if request.args.get("answer") == Channel.TELEPHONE:
        form.channel.data = str(Channel.TELEPHONE)
    return _contact(form)


@bp.post("/contact")
def contact_send() -> str | tuple[str, HTTPStatus]:
    """Keep a question, and give out the number under which it is known."""
    form = ContactForm()
    if not form.validate():
        return _contact(form), HTTPStatus.UNPROCESSABLE_ENTITY
    subject = f"questions from {network_key()}"
    if wait := spent(AT_MOST, subject):
        raise Busy(ENOUGH, wait)
    count(AT_MOST, subject)
    with transaction():
        reference = actions.ask(form.question(), utcnow())
    return render_template(
        "site/contact_sent.html", reference=reference, wants_call=form.wants_call
    )


def _contact(form: ContactForm) -> str:
    return render_template("site/contact.html", form=form)
