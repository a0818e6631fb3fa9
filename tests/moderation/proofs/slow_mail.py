"""A mail server that stops midway, so that a worker can be killed right there."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import StrEnum
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PAUSE = 0.02
PATIENCE = 90.0


class Stop(StrEnum):
    """How far a worker gets before its server falls silent."""

    RECIPIENT = "it has named the recipient"
    WORDS = "it has sent the words"
    TAKEN = "the server has taken the mail"


@dataclass
class SlowMailbox:
    """Falls silent at a certain place, until it is told to go on."""

    stop: Stop | None = None
    taken: list[EmailMessage] = field(default_factory=list)
    reached: Event = field(default_factory=Event)

    async def handle_RCPT(  # noqa: N802 - named by the library
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take note of a recipient."""
        del server, session, options
        envelope.rcpt_tos.append(address)
        await self._perhaps(Stop.RECIPIENT)
        return "250 Known"

    async def handle_DATA(  # noqa: N802 - named by the library
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a message: with it, the mail is sent."""
        del server, session
        await self._perhaps(Stop.WORDS)
        content: Any = envelope.content
        self.taken.append(message_from_bytes(content, policy=default))
        await self._perhaps(Stop.TAKEN)
        return "250 Taken"

    async def _perhaps(self, place: Stop) -> None:
        """Say that the place is reached and wait; whoever is gone never comes back."""
        if self.stop is place:
            self.reached.set()
        while self.stop is place:
            await asyncio.sleep(PAUSE)

    def wait(self) -> None:
        """Wait until a worker has come as far as it gets."""
        assert self.reached.wait(PATIENCE), f"no worker came so far: {self.stop}"


@contextmanager
def listening(box: SlowMailbox) -> Iterator[str]:
    """Run a server for a mailbox; hand out its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        server.stop()
