"""SolTrex is told who left here, if the operator wishes: signed, once, in the end."""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import time_machine
from flask import Flask

from forum.core.clock import utcnow
from forum.core.jobs import Job
from forum.core.outside import NotListed
from forum.members.registry.oidc import telling
from forum.members.registry.oidc.models import OidcNotice, Parting
from forum.privacy.intermediaries import WAYS_OUT, intermediaries
from forum.settings import BadSettings, load_settings
from tests.browser import Browser
from tests.conftest import Forums
from tests.members.oidc.fake import CLIENT, SECRET, Fake
from tests.members.oidc.steps import join, sign_in
from tests.members.oidc.test_what_changes_at_soltrex import member, tell
from tests.world import World

WEBHOOK_SECRET = "whsec_" + b64encode(b"a secret of this test, long").decode()


@dataclass
class Told:
    """One message as it arrived."""

    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, object]:
        """What the message says."""
        said: dict[str, object] = json.loads(self.body)
        return said

    def holds(self) -> bool:
        """Check the signature as the documentation says."""
        number, at = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        signed = f"{number}.{at}.".encode() + self.body
        key = b64decode(WEBHOOK_SECRET.removeprefix("whsec_"))
        digest = b64encode(hmac.digest(key, signed, "sha256")).decode()
        return self.headers["webhook-signature"] == f"v1,{digest}"


@dataclass
class Ear:
    """The page of the account service that takes messages."""

    port: int = 0
    answers: int = 204
    told: list[Told] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    ear: Ear

    def do_POST(self) -> None:
        """Take a message, or not."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        names = {name.lower(): value for name, value in self.headers.items()}
        self.ear.told.append(Told(names, body))
        self.send_response(self.ear.answers)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def listening() -> Iterator[Ear]:
    """Return the page, listening."""
    ear = Ear()
    handler = type("Handler", (_Handler,), {"ear": ear})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    ear.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True).start()
    yield ear
    server.shutdown()
    server.server_close()


@pytest.fixture
def ear(listening: Ear) -> Ear:
    """Return the page as new."""
    listening.answers = 204
    listening.told.clear()
    return listening


@pytest.fixture(scope="module")
def forums(
    tmp_path_factory: pytest.TempPathFactory, provider: Fake, listening: Ear
) -> Iterator[Forums]:
    """Return forums that tell the account service who left."""
    forums = Forums(
        tmp_path_factory,
        registry="oidc",
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        registry_webhook_url=f"http://127.0.0.1:{listening.port}/left",
        registry_webhook_secret=WEBHOOK_SECRET,
    )
    yield forums
    forums.close()


def pause(browser: Browser) -> None:
    """Deactivate oneself here."""
    browser.visit("/my/deactivate")
    browser.submit("/my/deactivate")


def test_whoever_deactivates_here_is_told_of_by_number_alone(
    fake: Fake, guest: Browser, world: World, ear: Ear
) -> None:
    join(fake, guest)

    pause(guest)
    world.run_jobs()

    (told,) = ear.told
    assert told.holds()
    assert told.headers["content-type"] == "application/json"
    assert told.said["type"] == "member.deactivated"
    assert told.said["data"] == {"iss": fake.issuer, "sub": "sub-rosa"}
    assert set(told.said) == {"type", "timestamp", "data"}
    assert b"sunny_roof" not in told.body
    assert b"example.com" not in told.body
    assert world.rows(OidcNotice)[0].sub is None


def test_whoever_is_erased_here_is_told_of_once(
    app: Flask, fake: Fake, guest: Browser, world: World, ear: Ear
) -> None:
    join(fake, guest)

    app.test_cli_runner().invoke(args=["erase", "sunny_roof"])
    world.run_jobs()

    assert [told.said["type"] for told in ear.told] == ["member.erased"]
    assert ear.told[0].said["data"] == {"iss": fake.issuer, "sub": "sub-rosa"}


@pytest.mark.parametrize("kind", ["account-disabled", "account-purged"])
def test_soltrex_is_not_told_what_it_said_itself(
    fake: Fake, guest: Browser, world: World, ear: Ear, kind: str
) -> None:
    join(fake, guest)

    tell(guest, fake.event_token(kind))
    world.run_jobs()

    assert ear.told == []
    assert world.rows(OidcNotice) == []


def test_leaving_a_second_time_is_told_again(
    fake: Fake, guest: Browser, world: World, ear: Ear
) -> None:
    join(fake, guest)
    pause(guest)
    world.run_jobs()
    sign_in(fake, guest)
    guest.submit("/sign-in/return")

    pause(guest)
    world.run_jobs()

    numbers = {told.headers["webhook-id"] for told in ear.told}
    assert [told.said["type"] for told in ear.told] == ["member.deactivated"] * 2
    assert len(numbers) == 2


@pytest.mark.parametrize("answers", [500, 404, 302])
def test_what_is_not_taken_is_sent_again_under_the_same_number(
    fake: Fake, guest: Browser, world: World, ear: Ear, answers: int
) -> None:
    join(fake, guest)
    ear.answers = answers
    pause(guest)
    world.run_jobs()
    assert len(ear.told) == 1

    ear.answers = 200
    with time_machine.travel(utcnow() + timedelta(minutes=2)):
        world.run_jobs()

    first, second = ear.told
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert second.holds()
    assert int(second.headers["webhook-timestamp"]) > int(
        first.headers["webhook-timestamp"]
    )


def test_it_is_tried_for_days_and_then_forgotten(
    app: Flask, fake: Fake, guest: Browser, world: World, ear: Ear
) -> None:
    join(fake, guest)
    ear.answers = 503
    pause(guest)
    for hours in range(1, 12):
        with time_machine.travel(utcnow() + timedelta(hours=2 * hours)):
            world.run_jobs()

    (job,) = [one for one in world.rows(Job) if one.kind == "tell SolTrex"]
    assert len(ear.told) >= 10
    assert job.failed_at is None
    assert "sub-rosa" not in str(job.payload)
    with time_machine.travel(utcnow() + timedelta(days=8)):
        with world.reading():
            app.test_cli_runner().invoke(args=["sweep"])
        world.run_jobs()
    assert world.rows(OidcNotice) == []


def test_leaving_waits_for_nobody(
    fake: Fake, guest: Browser, world: World, ear: Ear
) -> None:
    join(fake, guest)

    pause(guest)

    assert ear.told == []
    assert member(world).deactivated_at is not None


def test_it_stands_on_the_list_of_who_works_for_us(guest: Browser) -> None:
    page = guest.visit("/privacy/intermediaries")

    assert "hears who left, to follow at SolTrex" in page.text
    assert "your number at SolTrex" in page.text


def test_a_host_on_no_list_is_told_nothing(app: Flask) -> None:
    notice = telling.Notice("1", "https://x", "sub", Parting.ERASED, utcnow())

    with app.app_context(), pytest.raises(NotListed):
        telling.tell("https://evil.example.org/", WEBHOOK_SECRET, notice, utcnow())


def test_nothing_is_sent_that_is_not_declared(
    fake: Fake, guest: Browser, world: World, ear: Ear
) -> None:
    join(fake, guest)
    pause(guest)
    world.run_jobs()
    (way,) = [one for one in WAYS_OUT if one.code == telling.__name__]

    (told,) = ear.told
    data = told.said["data"]
    assert isinstance(data, dict)
    sent = {f"data.{name}" for name in data} | set(told.said) - {"data"}
    sent |= {name for name in told.headers if name.startswith("webhook-")}
    assert sent == set(way.fields)


OIDC = {
    "registry": "oidc",
    "oidc_issuer": "https://accounts.example.org",
    "oidc_client_id": "forum",
    "oidc_client_secret": "a secret of the test",
}
URL = "https://hooks.example.org/left"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"registry_webhook_url": URL}, "also needs"),
        ({"registry_webhook_url": "http://hooks.example.org/"}, "https://"),
        (
            {"registry_webhook_url": URL, "registry_webhook_secret": "whsec_YWJj"},
            "24 to 64 bytes",
        ),
        (
            {"registry_webhook_url": URL, "registry_webhook_secret": "x" * 40},
            "must be whsec_",
        ),
    ],
)
def test_settings_that_do_not_hold_stop_the_start(
    given: dict[str, str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(BadSettings, match=said):
        load_settings(home=tmp_path, **(OIDC | given))


def test_the_host_is_an_intermediary(tmp_path: Path) -> None:
    given = {"registry_webhook_url": URL, "registry_webhook_secret": WEBHOOK_SECRET}

    settings = load_settings(home=tmp_path, **(OIDC | given))

    hosts = [one.host for one in intermediaries(settings)]
    assert hosts == ["accounts.example.org", "hooks.example.org"]
