"""How a mail leaves: over SMTP, or printed and kept for the operator."""

import smtplib
import ssl
import sys
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

from forum.core import outside
from forum.core.clock import utcnow
from forum.core.db import insert_once, transaction
from forum.mail.models import PrintedMail
from forum.mail.rules import PERMANENT, is_dead
from forum.settings import Settings

TIMEOUT = 30
SMTP_PORT = 25
SMTPS_PORT = 465


class Undeliverable(Exception):
    """The mail server refused a mail for good; trying again would not help."""

    def __init__(self, *, is_dead: bool) -> None:
        super().__init__()
        self.is_dead = is_dead
        """Whether it said that the address does not exist."""


class Transport(Protocol):
    """Takes a finished message to where it belongs."""

    def send(self, message: EmailMessage) -> None:
        """Hand the message over; raise `Undeliverable` if nobody will ever take it."""


class Console:
    """Prints mail and keeps it for the operator's outbox page."""

    def send(self, message: EmailMessage) -> None:
        """Print a message and keep it; a second time changes nothing."""
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        with transaction():
            kept = insert_once(
                PrintedMail,
                {
                    "message_id": message["Message-ID"],
                    "recipient": message["To"],
                    "subject": message["Subject"],
                    "body": text,
                    "printed_at": utcnow(),
                },
            )
        if kept:
            sys.stdout.write(
                f"--- mail to {message['To']}: {message['Subject']}\n{text}---\n"
            )
            sys.stdout.flush()


class Smtp:
    """Hands mail to a mail server; over TLS wherever the server offers it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._tls = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (SMTPS_PORT if self._tls else SMTP_PORT)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")

    def send(self, message: EmailMessage) -> None:
        """Hand one message to the server."""
        with self._connected() as server:
            if self._user:
                server.login(self._user, self._password)
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as refused:
                _give_up(refused.recipients)
                raise
            except smtplib.SMTPDataError as refused:
                if refused.smtp_code >= PERMANENT:
                    raise Undeliverable(is_dead=False) from None
                raise

    def _connected(self) -> smtplib.SMTP:
        outside.require_listed(self._host)
        context = ssl.create_default_context()
        if self._tls:
            return smtplib.SMTP_SSL(
                self._host, self._port, timeout=TIMEOUT, context=context
            )
        server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        return server


def _give_up(recipients: dict[str, tuple[int, bytes]]) -> None:
    """Raise if a refusal is for good; an answer may quote the address."""
    for code, said in recipients.values():
        if code >= PERMANENT:
            words = said.decode("ascii", "replace")
            raise Undeliverable(is_dead=is_dead(code, words)) from None


def transport_for(settings: Settings) -> Transport:
    """Return the way out that the settings name."""
    return Console() if settings.mail == "console:" else Smtp(settings.mail)
