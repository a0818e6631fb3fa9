"""Mail of a forum without a mail server: printed, and kept for the operator."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.mail.models import PrintedMail
from forum.mail.sending import Console
from tests.privacy.raw import raw
from tests.world import World


def message(number: int = 1) -> EmailMessage:
    """Return a message that was written before."""
    mail = EmailMessage()
    mail["Message-ID"] = f"<{number}@example.com>"
    mail["To"] = "zz-marker@example.com"
    mail["Subject"] = "Zz-subject"
    mail.set_content("Zz-words\n")
    return mail


def printed(world: World, number: int = 1) -> None:
    """Let a message leave by way of the console."""
    with world.app.app_context():
        Console().send(message(number))


def test_a_mail_is_printed_and_kept(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(world)

    said = capsys.readouterr().out
    assert said == "--- mail to zz-marker@example.com: Zz-subject\nZz-words\n---\n"
    (kept,) = world.rows(PrintedMail)
    assert (kept.recipient, kept.subject) == ("zz-marker@example.com", "Zz-subject")
    assert kept.body == "Zz-words\n"


def test_the_same_mail_is_printed_and_kept_once(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        printed(world)

    assert capsys.readouterr().out.count("Zz-subject") == 1
    assert len(world.rows(PrintedMail)) == 1


@pytest.mark.usefixtures("capsys")
def test_the_database_shows_nobody_what_was_printed(world: World) -> None:
    printed(world)

    stored = raw(world.app)

    assert b"<1@example.com>" in stored
    assert b"Zz-" not in stored
    assert b"zz-marker" not in stored


@pytest.mark.usefixtures("capsys")
@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_what_was_printed_is_forgotten_after_seven_days(
    world: World, days: int, left: int
) -> None:
    printed(world)

    with time_machine.travel(utcnow() + timedelta(days=days)):
        world.app.test_cli_runner().invoke(args=["sweep"])

    assert len(world.rows(PrintedMail)) == left
