"""A real OpenID provider beside the tests, and a person who signs in there."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.serving import make_server

from tests import npm

HERE = Path(__file__).parent
CLIENT, SECRET = "forum", "a-secret-of-this-test-only"
FORUM = "http://127.0.0.1:8000"
STEPS_MAX = 12
WAIT = 20


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def installed() -> Path:
    """Return the folder with the provider in it; skip and say why if there is none."""
    return npm.installed(HERE, ("provider.mjs",))


@dataclass(frozen=True)
class Real:
    """The provider, running."""

    port: int
    live: int
    """The port on which it calls the forum."""

    @property
    def issuer(self) -> str:
        """How the provider names itself."""
        return f"http://127.0.0.1:{self.port}"

    def knows(self, sub: str, **claims: Any) -> None:
        """Let the provider know a person."""
        self._told("person", {"sub": sub, **claims})

    def tells(self, kind: str, sub: str) -> int:
        """Let the provider push an event; return how the forum answered."""
        status: int = self._told("event", {"kind": kind, "sub": sub})["status"]
        return status

    def _told(self, what: str, said: dict[str, Any]) -> Any:
        url = f"{self.issuer}/test/{what}"
        answer = requests.post(url, json=said, timeout=WAIT)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def running(folder: Path) -> Iterator[Real]:
    """Run the provider until the tests are done."""
    real = Real(free_port(), free_port())
    told = {
        "PORT": str(real.port),
        "LIVE": f"http://127.0.0.1:{real.live}",
        "FORUM": FORUM,
        "CLIENT": CLIENT,
        "SECRET": SECRET,
    }
    with subprocess.Popen(  # noqa: S603 - our own words
        [npm.node(), "provider.mjs"],
        cwd=folder,
        env={**os.environ, **told},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n", "the provider did not start"
        try:
            yield real
        finally:
            server.terminate()


@contextmanager
def listening(app: Flask, port: int) -> Iterator[None]:
    """Let a forum be called over the network, as the provider does."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class AtSoltrex:
    """Somebody's browser at the provider."""

    sub: str
    http: requests.Session = field(default_factory=requests.Session)
    passwords: int = 0
    """How often a password was asked for."""

    def sign_in(self, url: str) -> str:
        """Go through the provider's pages; return where they lead back to."""
        return self._through(url)

    def sign_out(self, url: str) -> str:
        """Confirm signing out at the provider; return where that leads."""
        return self._through(url)

    def _through(self, url: str) -> str:
        answer = self.http.get(url, allow_redirects=False, timeout=WAIT)
        for _ in range(STEPS_MAX):
            if answer.is_redirect:
                target = urljoin(answer.url, answer.headers["Location"])
                if target.startswith(FORUM):
                    parts = urlsplit(target)
                    return f"{parts.path}?{parts.query}"
                answer = self.http.get(target, allow_redirects=False, timeout=WAIT)
            else:
                answer = self._sent(answer)
        raise AssertionError("the provider's pages never end")

    def _sent(self, page: requests.Response) -> requests.Response:
        form = BeautifulSoup(page.text, "html.parser").select_one("form")
        assert form is not None, page.text
        fields = {
            str(one["name"]): str(one.get("value", ""))
            for one in form.select("input[name]")
        }
        if "password" in fields:
            self.passwords += 1
            fields |= {"login": self.sub, "password": "anything"}
        if str(form["action"]).endswith("/session/end/confirm"):
            fields["logout"] = "yes"
        target = urljoin(page.url, str(form["action"]))
        return self.http.post(target, fields, allow_redirects=False, timeout=WAIT)
