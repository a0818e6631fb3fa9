"""C5: a question about privacy needs no account and no cookie, and gets a number."""

import re

from forum.tickets.models import Ticket, TicketSubject
from tests.browser import Browser
from tests.world import World

MESSAGE = "What do you keep about me, and since when?"


def test_a_guest_asks_about_privacy_without_a_cookie(
    world: World, guest: Browser, ada: Browser
) -> None:
    shown = guest.visit("/contact")

    sent = guest.submit(
        "/contact", subject="privacy", message=MESSAGE, email="una@example.com"
    )

    (ticket,) = world.rows(Ticket)
    assert sent.status == 200
    assert ticket.reference in sent.text
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", ticket.reference)
    assert ticket.subject is TicketSubject.PRIVACY
    for page in (shown, sent):
        assert "Set-Cookie" not in page.headers
    listed = ada.visit("/admin/tickets")
    assert ticket.reference in listed.text
    assert "Privacy" in listed.text
    assert MESSAGE in ada.visit(f"/admin/tickets/{ticket.id}").text
