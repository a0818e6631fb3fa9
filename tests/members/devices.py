"""What people hold in their hands: a phone with codes, a device with a passkey."""

import base64
import json
import struct
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

import cbor2
import pyotp
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from forum.core.clock import utcnow
from tests.browser import Browser, Page

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40
ORIGIN = "http://localhost:8000"


class Phone:
    """An authenticator app: it read the key from the page."""

    def __init__(self, key: str) -> None:
        self._app = pyotp.TOTP(key.replace(" ", ""))

    def code(self, later: timedelta = timedelta()) -> str:
        """Return what the app shows now, or a while later."""
        shown: str = self._app.at(utcnow() + later)
        return shown


def begun(browser: Browser) -> Phone:
    """Begin to set up an app; return the phone that looked at the page."""
    browser.visit("/my/security/app")
    page = browser.submit("/my/security/app/begin")
    (key,) = page.soup.select("main code")
    return Phone(key.get_text())


def with_app(browser: Browser) -> tuple[Phone, list[str]]:
    """Set up an app; return the phone and the recovery codes."""
    phone = begun(browser)
    page = browser.submit("/my/security/app", code=phone.code())
    return phone, codes_on(page)


def codes_on(page: Page) -> list[str]:
    """Return the recovery codes that a page shows."""
    return [one.get_text() for one in page.soup.select("main code")]


def later(minutes: float) -> time_machine.travel:
    """Let some minutes pass."""
    return time_machine.travel(utcnow() + timedelta(minutes=minutes))


@dataclass
class Device:
    """A device that makes a passkey and signs with it, as browsers would ask it."""

    origin: str = ORIGIN
    rp_id: str = "localhost"
    verifies: bool = True
    uses: int = 0
    owner: bytes = b""
    credential: bytes = b"a passkey of a test, of some length"
    _key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, question: dict[str, Any]) -> str:
        """Answer the question that creates a passkey."""
        self.owner = _bytes(question["user"]["id"])
        told = self._told("webauthn.create", question)
        key = struct.pack(">16sH", bytes(16), len(self.credential))
        seen = self._seen(HAS_KEY) + key + self.credential + self._public()
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": seen})
        return self._answer({"clientDataJSON": told, "attestationObject": statement})

    def prove(self, question: dict[str, Any]) -> str:
        """Answer the question that a passkey is proven by."""
        self.uses += 1
        told, seen = self._told("webauthn.get", question), self._seen()
        signed = self._key.sign(seen + sha256(told).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": told,
                "authenticatorData": seen,
                "signature": signed,
                "userHandle": self.owner,
            }
        )

    def _told(self, kind: str, question: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": question["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _seen(self, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        place = sha256(self.rp_id.encode()).digest()
        return place + struct.pack(">BI", flags, self.uses)

    def _public(self) -> bytes:
        at = self._key.public_key().public_numbers()
        x, y = at.x.to_bytes(32, "big"), at.y.to_bytes(32, "big")
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _answer(self, response: dict[str, bytes]) -> str:
        name = _text(self.credential)
        said = {key: _text(value) for key, value in response.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": said}
        )


def asked(browser: Browser, path: str, options: str) -> dict[str, Any]:
    """Fetch the question for a device as the script of a page does."""
    page = browser.visit(path)
    (form,) = page.soup.select(f"form[data-question='{options}']")
    (token,) = form.select("[name=csrf_token]")
    answer = browser.client.post(options, data={"csrf_token": str(token["value"])})
    assert answer.status_code == 200, answer.status_code
    question: dict[str, Any] = answer.get_json()
    return question


def with_passkey(browser: Browser, device: Device, name: str = "my phone") -> Page:
    """Add a passkey on the page for it."""
    question = asked(browser, "/my/security/passkeys", "/my/security/passkeys/options")
    made = device.make(question)
    return browser.submit("/my/security/passkeys", name=name, credential=made)


def by_passkey(browser: Browser, device: Device) -> Page:
    """Sign in with a passkey alone."""
    question = asked(browser, "/sign-in", "/sign-in/passkey/options")
    return browser.submit("/sign-in/passkey", credential=device.prove(question))


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
