"""C24: an answer comes by email or by telephone, as the person wishes."""

from datetime import timedelta

import pytest

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.retention import sweep
from forum.tickets.models import Channel, Ticket, TicketAnswer
from tests.browser import Browser, Page
from tests.privacy.raw import raw
from tests.world import World

MESSAGE = "Does the forum keep what I wrote years ago?"
NUMBER = "+1 802 555 0134"


def asked_by_mail(guest: Browser) -> Page:
    """Ask something; the answer is to come by email."""
    guest.visit("/contact")
    return guest.submit("/contact", message=MESSAGE, email="una@example.com")


def asked_by_telephone(guest: Browser, number: str = NUMBER) -> Page:
    """Ask something; the answer is to come over the telephone."""
    guest.visit("/contact?answer=telephone")
    return guest.submit("/contact", message=MESSAGE, phone=number, call_time="morning")


def only_ticket(world: World) -> Ticket:
    """Return the one ticket there is."""
    (ticket,) = world.rows(Ticket)
    return ticket


def test_no_number_is_asked_for_by_default(guest: Browser) -> None:
    page = guest.visit("/contact")

    assert not page.soup.select("input[name=phone], input[type=tel]")
    radios = page.soup.select("input[type=radio][name=channel]")
    assert [str(one["value"]) for one in radios] == ["email", "telephone"]
    assert radios[0].has_attr("checked")


def test_the_number_is_asked_for_once_the_telephone_is_chosen(
    world: World, guest: Browser
) -> None:
    guest.visit("/contact")

    page = guest.submit("/contact", message=MESSAGE, channel="telephone")

    assert page.status == 422
    assert page.soup.select("input[name=phone]")
    assert page.values("/contact")["message"] == MESSAGE
    assert not world.rows(Ticket)


def test_a_number_without_the_wish_is_not_kept(world: World, guest: Browser) -> None:
    guest.visit("/contact")

    guest.submit(
        "/contact",
        message=MESSAGE,
        email="una@example.com",
        more={"phone": NUMBER, "call_time": "morning"},
    )

    ticket = only_ticket(world)
    assert ticket.channel is Channel.EMAIL
    assert (ticket.phone, ticket.call_time) == (None, None)


def test_an_address_without_the_wish_is_not_kept(world: World, guest: Browser) -> None:
    guest.visit("/contact?answer=telephone")

    guest.submit(
        "/contact", message=MESSAGE, phone=NUMBER, more={"email": "una@example.com"}
    )

    assert only_ticket(world).email is None


def test_administrators_see_the_wish_first(
    world: World, guest: Browser, ada: Browser
) -> None:
    asked_by_telephone(guest)
    ticket = only_ticket(world)

    page = ada.visit(f"/admin/tickets/{ticket.id}")

    assert page.text.index("Answer by telephone") < page.text.index(MESSAGE)
    assert NUMBER in page.text
    assert "In the morning" in page.text
    row = ada.visit("/admin/tickets").soup.select_one("main li.row")
    assert row is not None
    assert row.get_text(" ").strip().startswith("Telephone")


def test_whoever_wants_a_call_gets_no_mail(
    world: World, guest: Browser, ada: Browser
) -> None:
    asked_by_telephone(guest)
    ticket = only_ticket(world)
    page = ada.visit(f"/admin/tickets/{ticket.id}")
    assert not page.forms("/answer")
    token = page.values("/close")["csrf_token"]

    answer = ada.post(
        f"/admin/tickets/{ticket.id}/answer", {"csrf_token": token, "body": "Yes."}
    )
    world.run_jobs()

    assert answer.status == 403
    assert not world.rows(TicketAnswer)
    assert not world.outbox.mails


def test_whoever_wants_mail_is_answered_by_mail(
    world: World, guest: Browser, ada: Browser
) -> None:
    asked_by_mail(guest)
    ticket = only_ticket(world)
    ada.visit(f"/admin/tickets/{ticket.id}")

    ada.submit("/answer", body="Until you take it back.")
    world.run_jobs()

    (mail,) = world.outbox.to("una@example.com")
    assert ticket.reference in mail["Subject"]


def test_closing_erases_the_number(world: World, guest: Browser, ada: Browser) -> None:
    asked_by_telephone(guest)
    ticket = only_ticket(world)
    ada.visit(f"/admin/tickets/{ticket.id}")

    ada.submit("/close")

    assert only_ticket(world).phone is None
    assert NUMBER not in ada.visit(f"/admin/tickets/{ticket.id}").text


def test_neither_number_nor_question_stands_readable_in_the_database(
    world: World, guest: Browser
) -> None:
    asked_by_telephone(guest)

    kept = raw(world.app)
    for words in (NUMBER, MESSAGE):
        assert words.encode() not in kept


@pytest.mark.parametrize(
    "detail", ["My card is 4111 1111 1111 1111.", "My SSN is 078-05-1120."]
)
def test_numbers_of_cards_and_of_social_security_are_refused(
    world: World, guest: Browser, detail: str
) -> None:
    guest.visit("/contact")

    page = guest.submit("/contact", message=detail, email="una@example.com")

    assert page.status == 422
    assert page.values("/contact")["message"] == detail
    assert not world.rows(Ticket)


def test_a_card_is_no_telephone_number(world: World, guest: Browser) -> None:
    assert asked_by_telephone(guest, "4111 1111 1111 1111").status == 422
    assert not world.rows(Ticket)


def test_a_network_asks_five_times_an_hour(world: World, guest: Browser) -> None:
    answers = [asked_by_mail(guest).status for _ in range(6)]

    assert answers == [200] * 5 + [429]
    assert len(world.rows(Ticket)) == 5


def test_a_closed_ticket_is_forgotten_step_by_step(
    world: World, guest: Browser
) -> None:
    asked_by_mail(guest)
    ticket = only_ticket(world)
    closed = utcnow()
    with world.writing():
        db.session.get_one(Ticket, ticket.id).closed_at = closed

    with world.reading():
        sweep(closed + timedelta(days=29))
    assert only_ticket(world).email
    with world.reading():
        sweep(closed + timedelta(days=31))
    assert only_ticket(world).email is None
    with world.reading():
        sweep(closed + timedelta(days=181))
    assert not world.rows(Ticket)
