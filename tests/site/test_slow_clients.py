"""Who sends slowly holds nobody else up, and is not heard for ever."""

import socket
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from forum.site.cli import bodies
from forum.site.cli.bodies import patient
from tests.boards.test_photos import added
from tests.browser import Browser
from tests.images.pictures import noise, saved
from tests.site.test_serving import running
from tests.world import World

SLOW = 20
"""More clients than there are threads that work."""
SOON = 5
HEAD = "Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
BEGUN = {
    "half a header": "GET /about HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Odd: b",
    "half a form": f"POST /sign-in HTTP/1.1\r\n{HEAD}Content-Length: 90\r\n\r\nlogin=b",
    "half a form in chunks": (
        f"POST /sign-in HTTP/1.1\r\n{HEAD}Transfer-Encoding: chunked\r\n\r\n100\r\nb"
    ),
}
HEARD = 50
"""Seconds until the last one is not heard any more, at most."""


def begin(address: str, said: str) -> socket.socket:
    """Connect, and say the beginning of a request."""
    parts = urlsplit(address)
    client = socket.create_connection((parts.hostname or "", parts.port or 0), SOON)
    client.sendall(said.encode())
    return client


def is_heard(client: socket.socket) -> bool:
    """Send another byte; say whether there was neither an answer nor an end."""
    client.settimeout(0.01)
    try:
        client.sendall(b"b")
        client.recv(1)
    except TimeoutError:
        return True
    except OSError:
        return False
    return False


def seconds_heard(clients: list[socket.socket]) -> float:
    """Let clients send a byte each second; return when none was heard any more."""
    begun = time.monotonic()
    while clients and time.monotonic() < begun + HEARD:
        clients = [one for one in clients if is_heard(one)]
        time.sleep(1)
    return time.monotonic() - begun


@pytest.mark.parametrize("web_server", ["granian", "gunicorn"])
def test_others_are_answered_while_many_send_half_of_something(
    tmp_path: Path, web_server: str
) -> None:
    more = {"FORUM_WEB_SERVER": web_server}
    with running(tmp_path, "--no-worker", **more) as (_, address):
        for said in BEGUN.values():
            with ExitStack() as stack:
                for _ in range(SLOW):
                    stack.enter_context(begin(address, said))
                time.sleep(1)

                with urlopen(f"{address}/about", timeout=SOON) as answer:  # noqa: S310 - our own server
                    assert answer.status == 200, said


@pytest.mark.parametrize(
    ("web_server", "begun"), [("granian", "half a header"), ("gunicorn", "half a form")]
)
def test_who_sends_a_byte_at_a_time_is_not_heard_for_ever(
    tmp_path: Path, web_server: str, begun: str
) -> None:
    with (
        running(tmp_path, "--no-worker", FORUM_WEB_SERVER=web_server) as (_, address),
        ExitStack() as stack,
    ):
        slow = [stack.enter_context(begin(address, BEGUN[begun])) for _ in range(3)]

        assert 5 < seconds_heard(slow) < HEARD


def test_a_large_photo_arrives_in_pieces(
    rosa: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "FORM_MAX", 1000)
    monkeypatch.setattr(world.app, "wsgi_app", patient(world.app.wsgi_app, 8, 16))

    page = added(rosa, world.thread(), ("roof.png", saved(noise("RGB", 300), "PNG")))

    assert page.status == 200
    assert "Photo 1" in page.text


def test_a_form_that_nobody_can_wait_for_is_given_back(
    rosa: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa.visit("/my/look")
    monkeypatch.setattr(world.app, "wsgi_app", patient(world.app.wsgi_app, 8, 0))

    page = rosa.submit("/my/look")

    assert page.status == 408
    assert "Send yours again in a few seconds" in page.text
