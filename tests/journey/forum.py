"""What a journey knows of the forum it goes through: pages, mail, raw bytes."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from forum.core.clock import utcnow
from forum.core.jobs import Job
from tests.browser import PASSWORD
from tests.journey import loaded

PATIENCE = 40.0


class Mailbox:
    """A mail server on loopback that keeps every message."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.mails: list[EmailMessage] = []
        self._server: Controller | None = None

    def start(self) -> None:
        """Begin to take mail, also after a time in which it took none."""
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)
        self._server.start()

    def stop(self) -> None:
        """Take no more mail."""
        if self._server is not None:
            self._server.stop()

    async def handle_DATA(  # noqa: N802 - called by aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a message."""
        content: Any = envelope.content
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 kept"

    def next_to(self, address: str, subject: str) -> str:
        """Wait for a mail; return its plain words."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for mail in self.mails:
                if mail["To"] == address and subject in mail["Subject"]:
                    return words_of(mail)
            time.sleep(0.1)
        raise AssertionError(f"no mail “{subject}” to {address}")


def words_of(mail: EmailMessage) -> str:
    """Return the plain words of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text


@dataclass(frozen=True)
class Forum:
    """A running forum, seen from outside."""

    url: str
    home: Path
    environment: dict[str, str]
    mailbox: Mailbox
    said: list[str]
    """What `serve` printed before it ran; with `--demo` the sign-ins."""

    @property
    def demo_password(self) -> str:
        """The password of the demo's members, as `serve` printed it."""
        (at,) = (n for n, line in enumerate(self.said) if "password" in line)
        return self.said[at + 1]

    def make_member(self, handle: str, role: str) -> None:
        """Make a member by the command an operator would use."""
        asked = ("--handle", handle, "--email", f"{handle}@example.com", "--role", role)
        words = ("member", "create", *asked, "--password-stdin")
        loaded.run(self.environment, loaded.command, PASSWORD, *words)

    def places_with(self, words: str) -> list[str]:
        """Return where the database still holds some words, down to the bytes."""
        places = list(self._rows_with(words))
        files = self.home.glob("forum.sqlite3*")
        return places + [
            one.name for one in files if words.encode() in one.read_bytes()
        ]

    def wait_until_gone(self, words: str) -> list[str]:
        """Give the job worker its moment to empty the log; return what is left."""
        end = time.monotonic() + PATIENCE
        while (places := self.places_with(words)) and time.monotonic() < end:
            time.sleep(0.3)
        return places

    def let_letters_leave(self) -> None:
        """Let the ten minutes pass in which a decision can be undone unmailed."""
        engine = self._engine().execution_options(access="write")
        waiting = sa.update(Job).where(Job.kind == "mail")
        with engine.begin() as connection:
            connection.execute(waiting.values(run_at=utcnow()))
        engine.dispose()

    def _engine(self) -> sa.Engine:
        url = self.environment["FORUM_DATABASE_URL"]
        return sa.create_engine(url or f"sqlite:///{self.home}/forum.sqlite3")

    def _rows_with(self, words: str) -> Iterator[str]:
        engine = self._engine()
        tables = sa.MetaData()
        with engine.connect() as connection:
            tables.reflect(connection)
            for table in tables.sorted_tables:
                for row in connection.execute(sa.select(table)):
                    if any(words in _shown(value) for value in row):
                        yield table.name
        engine.dispose()


def _shown(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def link_in(mail: str) -> str:
    """Return the first link of a mail."""
    found = re.search(r"https?://\S+", mail)
    assert found, mail
    return found.group()
