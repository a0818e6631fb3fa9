"""Reads reports of mail servers that a mail could not be delivered (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

from forum.mail.rules import is_dead_status

REPORT = "message/delivery-status"
RETURNED = frozenset({"message/rfc822", "text/rfc822-headers"})
OURS = re.compile(r"^message-id:\s*<([0-9a-f]{32})@", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """An address that does not exist, and the mail that showed it."""

    message_key: str
    email: str


def undelivered(report: EmailMessage) -> Iterator[Undelivered]:
    """Yield the addresses that a report says do not exist.

    A report counts only with the key of a mail of ours, which nobody can guess:
    otherwise a stranger could end anybody's mail by a forged one.
    """
    message_key = _message_key(report)
    if not message_key:
        return
    for part in report.walk():
        if part.get_content_type() == REPORT:
            for group in _inside(part):
                yield from _dead(group, message_key)


def _dead(group: Message, message_key: str) -> Iterator[Undelivered]:
    action = str(group.get("Action", "")).strip().lower()
    status = str(group.get("Status", "")).strip().partition(" ")[0]
    if action != "failed" or not is_dead_status(status):
        return
    for field in ("Original-Recipient", "Final-Recipient"):
        kind, _, email = str(group.get(field, "")).partition(";")
        if kind.strip().lower() == "rfc822" and email.strip():
            yield Undelivered(message_key, email.strip())


def _message_key(report: EmailMessage) -> str:
    for part in report.walk():
        if part.get_content_type() in RETURNED:
            found = OURS.search(_returned(part))
            if found:
                return found[1].lower()
    return ""


def _returned(part: Message) -> str:
    """Return the head of a mail that came back, whole or its headers alone."""
    for whole in _inside(part):
        return f"message-id: {str(whole.get('Message-ID', '')).strip()}"
    return str(part.get_payload())


def _inside(part: Message) -> list[Message]:
    """Return the messages that a part is made of."""
    inner = part.get_payload()
    if not isinstance(inner, list):
        return []
    return [one for one in inner if isinstance(one, Message)]
