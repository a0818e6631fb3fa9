"""Telling SolTrex that somebody left here: a small signed message over https.

Signed as Standard Webhooks describe (standardwebhooks.com), so that the other
side can check it with a library: HMAC-SHA-256 over number, time and body.
"""

import hmac
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import requests

from forum.core import outside
from forum.elsewhere import MARK_OF_A_SECRET
from forum.members.registry.oidc.models import Parting

WAIT = (4.0, 8.0)
KIND = "application/json"
TAKEN = range(200, 300)


class NotTaken(Exception):
    """The other side did not take a message; it is sent again later."""


@dataclass(frozen=True, slots=True)
class Notice:
    """That somebody left this forum, and in which way; nothing else about them."""

    number: str
    issuer: str
    sub: str
    what: Parting
    at: datetime

    def body(self) -> bytes:
        """Return the message as it is sent."""
        said = {
            "type": f"member.{self.what}",
            "timestamp": self.at.isoformat(),
            "data": {"iss": self.issuer, "sub": self.sub},
        }
        return json.dumps(said, separators=(",", ":")).encode()


def signature(secret: str, number: str, seconds: int, body: bytes) -> str:
    """Return what proves that a message comes from whoever knows the secret."""
    key = b64decode(secret.removeprefix(MARK_OF_A_SECRET))
    signed = f"{number}.{seconds}.".encode() + body
    return f"v1,{b64encode(hmac.digest(key, signed, 'sha256')).decode()}"


def tell(url: str, secret: str, notice: Notice, now: datetime) -> None:
    """Send a message; raise `NotTaken` unless the other side took it."""
    outside.require_listed(urlsplit(url).hostname)
    body, seconds = notice.body(), int(now.timestamp())
    headers = {
        "Content-Type": KIND,
        "webhook-id": notice.number,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(secret, notice.number, seconds, body),
    }
    try:
        with requests.post(
            url, body, headers=headers, timeout=WAIT, allow_redirects=False, stream=True
        ) as answer:
            taken = answer.status_code in TAKEN
    except requests.RequestException:
        raise NotTaken from None
    if not taken:
        raise NotTaken
