"""Mail that comes back: addresses that do not exist get no more of it."""

import json
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask.testing import FlaskCliRunner

from forum.core.clock import utcnow
from forum.core.jobs import Job, enqueue
from forum.mail.models import MailLog, Result, Suppressed
from forum.mail.rules import is_dead
from forum.mail.sending import Smtp
from tests.browser import Browser
from tests.mail.announcing import announced
from tests.mail.reports import report_of
from tests.mail.test_smtp import _free_port
from tests.world import World

ROSA = "rosa@example.com"


class Refusing:
    """A mail server that gives each recipient the same answer."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    async def handle_RCPT(  # noqa: N802 - named by the library
        self, server: object, session: object, envelope: Envelope, *rest: object
    ) -> str:
        """Refuse a recipient."""
        del server, session, envelope, rest
        return self.answer


def sent_to_refusing(world: World, answer: str) -> list[Job]:
    """Have a letter to Rosa refused with an answer; return what waits in line."""
    port = _free_port()
    controller = Controller(Refusing(answer), hostname="127.0.0.1", port=port)
    controller.start()
    world.app.extensions["mail"] = Smtp(f"smtp://127.0.0.1:{port}")
    member = world.known("rosa")
    with world.writing():
        enqueue("mail", {"letter": "password_changed", "member": member}, utcnow())
    world.run_jobs()
    controller.stop()
    return [job for job in world.rows(Job) if job.kind == "mail"]


def reported(world: World, tmp_path: Path, report: str) -> dict[str, int]:
    """Let the command read a report; return its figures."""
    file = tmp_path / "report.eml"
    file.write_text(report)
    runner: FlaskCliRunner = world.app.test_cli_runner()
    done = runner.invoke(args=["mail", "bounce", "--json", str(file)])
    assert done.exit_code == 0, done.output
    figures: dict[str, int] = json.loads(done.output)
    return figures


@pytest.mark.parametrize(
    ("code", "said", "dead"),
    [
        (550, "5.1.1 no such person", True),
        (550, "no such person", True),
        (550, "5.7.1 looks like junk", False),
        (552, "5.2.2 mailbox full", False),
        (550, "5.2.1 mailbox disabled", True),
        (450, "4.2.0 greylisted", False),
        (554, "refused", False),
    ],
)
def test_which_answers_mean_that_nobody_is_there(
    code: int, said: str, dead: bool
) -> None:
    assert is_dead(code, said) is dead


def test_an_address_that_does_not_exist_is_left_out(world: World) -> None:
    waiting = sent_to_refusing(world, "550 5.1.1 No such person")

    assert not waiting
    (row,) = world.rows(Suppressed)
    assert row.reason == "server_refused"
    assert [log.result for log in world.rows(MailLog)] == [Result.BOUNCED]


def test_a_refusal_for_another_reason_is_only_noted(world: World) -> None:
    waiting = sent_to_refusing(world, "550 5.7.1 Looks like junk")

    assert not waiting
    assert not world.rows(Suppressed)
    assert [log.result for log in world.rows(MailLog)] == [Result.REFUSED]


def test_a_passing_refusal_is_tried_again(world: World) -> None:
    (waiting,) = sent_to_refusing(world, "450 4.2.0 Come back later")

    assert waiting.attempts == 1
    assert not world.rows(Suppressed)


def test_a_left_out_address_gets_no_announcement(
    world: World, ada: Browser, bea: Browser
) -> None:
    outbox = world.outbox
    sent_to_refusing(world, "550 5.1.1 No such person")
    world.app.extensions["mail"] = outbox

    announced(ada, bea, world)
    world.run_jobs()

    assert not outbox.to(ROSA)
    assert Result.SUPPRESSED in {log.result for log in world.rows(MailLog)}


@pytest.fixture
def rosa_was_written_to(world: World, rosa: Browser) -> Browser:
    """Have a letter sent to Rosa; return her browser."""
    member = world.member_id("rosa")
    with world.writing():
        enqueue("mail", {"letter": "password_changed", "member": member}, utcnow())
    world.run_jobs()
    return rosa


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_leaves_an_address_out(
    world: World, rosa_was_written_to: Browser, tmp_path: Path, returned: str
) -> None:
    (mail,) = world.outbox.to(ROSA)

    figures = reported(world, tmp_path, report_of(mail, returned=returned))

    assert figures == {"reports": 1, "stopped": 1}
    assert [row.reason for row in world.rows(Suppressed)] == ["reported_back"]
    assert "came back" in rosa_was_written_to.visit("/my/mail").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": "delayed"},
        {"status": "5.2.2"},
        {"status": "4.1.1"},
        {"message_id": f"<{'0' * 32}@127.0.0.1>"},
    ],
)
@pytest.mark.usefixtures("rosa_was_written_to")
def test_a_report_that_proves_nothing_is_passed_over(
    world: World, tmp_path: Path, wrong: dict[str, str]
) -> None:
    (mail,) = world.outbox.to(ROSA)

    figures = reported(world, tmp_path, report_of(mail, **wrong))

    assert figures["stopped"] == 0
    assert not world.rows(Suppressed)


@pytest.mark.usefixtures("rosa_was_written_to")
def test_a_report_ends_no_mail_to_somebody_else(world: World, tmp_path: Path) -> None:
    (mail,) = world.outbox.to(ROSA)
    report = report_of(mail).replace(ROSA, "ken@example.com")

    assert reported(world, tmp_path, report)["stopped"] == 0


@pytest.mark.parametrize("odd", ["", "no report", "Content-Type: multipart/x\n\n--"])
def test_odd_files_are_passed_over(world: World, tmp_path: Path, odd: str) -> None:
    assert reported(world, tmp_path, odd)["stopped"] == 0


def test_a_member_has_us_try_again(
    world: World, rosa_was_written_to: Browser, tmp_path: Path
) -> None:
    (mail,) = world.outbox.to(ROSA)
    reported(world, tmp_path, report_of(mail))
    rosa_was_written_to.visit("/my/mail")

    page = rosa_was_written_to.submit("/my/mail/again")

    assert "We send mail to your address again." in page.text
    assert not world.rows(Suppressed)
