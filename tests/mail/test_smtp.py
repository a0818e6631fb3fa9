"""Mail over SMTP, handed to a server of the test's own on the loopback."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.jobs import Job, enqueue
from forum.mail.sending import Console, Smtp, transport_for
from forum.settings import load_settings
from tests.world import World, words_of


@dataclass
class Mailbox:
    """Takes what a mail server is handed, and keeps it."""

    envelopes: list[Envelope] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - named by the library
        self, server: object, session: object, envelope: Envelope
    ) -> str:
        """Take a message."""
        del server, session
        self.envelopes.append(envelope)
        return "250 Taken"

    def let_in(
        self, server: object, session: object, envelope: object, how: str, login: object
    ) -> AuthResult:
        """Let anybody in, and remember who it was."""
        del server, session, envelope, how
        self.logins.append(getattr(login, "login", b""))
        return AuthResult(success=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def mailbox() -> Mailbox:
    """Return where the server puts what it takes."""
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[str]:
    """Run a mail server; return its host and port."""
    port = _free_port()
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=port,
        authenticator=mailbox.let_in,
        auth_require_tls=False,
    )
    controller.start()
    yield f"127.0.0.1:{port}"
    controller.stop()


def queued(world: World) -> int:
    """Have a letter to Rosa written; return the key of its job."""
    member = world.member("rosa", name="Zoë Testperson")
    with world.writing():
        enqueue("mail", {"letter": "password_changed", "member": member}, utcnow())
    return world.rows(Job)[-1].id


def test_a_letter_reaches_the_server_whole(
    world: World, server: str, mailbox: Mailbox
) -> None:
    world.app.extensions["mail"] = Smtp(f"smtp://{server}")
    queued(world)

    world.run_jobs()

    (envelope,) = mailbox.envelopes
    assert envelope.rcpt_tos == ["rosa@example.com"]
    assert envelope.mail_from == "forum@example.com"
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=default)
    assert mail["Subject"] == "Your password was changed"
    assert "Hello Zoë Testperson," in words_of(mail)
    assert not [job for job in world.rows(Job) if job.kind == "mail"]


def test_a_login_in_the_setting_is_used(
    world: World, server: str, mailbox: Mailbox
) -> None:
    world.app.extensions["mail"] = Smtp(f"smtp://forum%40example.com:a%2Fb@{server}")
    queued(world)

    world.run_jobs()

    assert mailbox.logins == [b"forum@example.com"]
    assert len(mailbox.envelopes) == 1


def test_a_letter_waits_while_the_server_is_away(world: World) -> None:
    world.app.extensions["mail"] = Smtp(f"smtp://127.0.0.1:{_free_port()}")
    key = queued(world)

    world.run_jobs()

    job = world.row(Job, key)
    assert (job.attempts, job.failed_at) == (1, None)
    assert job.run_at > utcnow()


def test_it_leaves_once_the_server_is_back(
    world: World, server: str, mailbox: Mailbox
) -> None:
    world.app.extensions["mail"] = Smtp(f"smtp://127.0.0.1:{_free_port()}")
    key = queued(world)
    world.run_jobs()
    world.app.extensions["mail"] = Smtp(f"smtp://{server}")
    with world.writing():
        db.session.get_one(Job, key).run_at = utcnow()

    world.run_jobs()

    assert len(mailbox.envelopes) == 1


def test_a_server_that_cannot_speak_tls_gets_nothing_over_smtps(
    world: World, server: str, mailbox: Mailbox
) -> None:
    del world
    transport = Smtp(f"smtps://{server}")

    with pytest.raises((ssl.SSLError, OSError)):
        transport.send(message_from_bytes(b"To: rosa@example.com\n\n", policy=default))

    assert not mailbox.envelopes


def test_the_setting_chooses_the_way_out() -> None:
    smtp = transport_for(load_settings(mail="smtp://mail.example.com"))

    assert isinstance(smtp, Smtp)
    assert isinstance(transport_for(load_settings()), Console)
