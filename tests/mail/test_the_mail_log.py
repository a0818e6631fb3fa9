"""The mail log: what became of which letter, without words and addresses."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP, default

from forum.core.clock import utcnow
from forum.core.jobs import enqueue
from forum.core.retention import sweep
from forum.mail.models import MailLog, Result
from tests.browser import Browser
from tests.world import World

ROSA = "rosa@example.com"


def _written_to(world: World) -> int:
    member = world.known("rosa")
    with world.writing():
        enqueue("mail", {"letter": "password_changed", "member": member}, utcnow())
    world.run_jobs()
    return member


def test_a_letter_gets_a_line(world: World) -> None:
    member = _written_to(world)

    (row,) = world.rows(MailLog)
    assert (row.letter, row.mail_class) == ("password_changed", "transactional")
    assert (row.member_id, row.result) == (member, Result.SENT)


def test_administrators_read_it_without_an_address(world: World, ada: Browser) -> None:
    _written_to(world)

    page = ada.visit("/admin/mail")

    assert page.status == 200
    assert "Password changed" in page.text
    assert "Sent" in page.text
    assert ROSA not in page.html
    assert "rosa" not in page.html


def test_a_line_goes_after_90_days(world: World) -> None:
    _written_to(world)
    (row,) = world.rows(MailLog)

    with world.reading():
        sweep(row.at + timedelta(days=89))
    assert world.rows(MailLog)
    with world.reading():
        sweep(row.at + timedelta(days=90, minutes=1))
    assert not world.rows(MailLog)


def test_what_leaves_is_a_sound_message(world: World) -> None:
    _written_to(world)
    (mail,) = world.outbox.mails

    raw = mail.as_bytes(policy=SMTP)

    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    again = message_from_bytes(raw, policy=default)
    assert not again.defects
    assert not [part for part in again.walk() if part.defects]
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        assert len(again.get_all(name, [])) == 1, name
    assert again["Date"].datetime.tzinfo is not None
