"""A request as it stands on the wire, and how it reaches the forum."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask
from werkzeug.test import TestResponse, run_wsgi_app
from werkzeug.wrappers import Request

HOST = "127.0.0.1:8000"
SHOWN_MAX = 300
OWN_NAMES = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
"""Headers that a web server hands on under names of their own."""


@dataclass
class Sent:
    """One request; headers are text as a web server hands it on, byte by byte."""

    method: str
    path: str
    """As it stands on the wire, so with its percent signs."""
    query: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    made_by: str = ""
    """Which kind of rubbish it is, for whoever reads what failed."""

    def set(self, name: str, value: str) -> None:
        """Send a header with this value alone."""
        rest = [one for one in self.headers if one[0].lower() != name.lower()]
        self.headers = [*rest, (name, value)]

    def environ(self) -> dict[str, Any]:
        """Return the request as a web server hands it to the forum."""
        made: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(self.path).decode("latin-1"),
            "QUERY_STRING": self.query.encode().decode("latin-1"),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": HOST,
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(self.body),
            "wsgi.errors": Told(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for name, value in self.headers:
            plain = f"HTTP_{name.upper().replace('-', '_')}"
            made[OWN_NAMES.get(name.lower(), plain)] = value
        return made

    def __str__(self) -> str:
        """Tell a person what was sent, as far as one can read it."""
        query = f"?{self.query}" if self.query else ""
        told = f"{self.method} {self.path[:SHOWN_MAX]}{query[:SHOWN_MAX]}"
        heads = [(name, value[:SHOWN_MAX]) for name, value in self.headers]
        return f"{told} {heads} {self.body[: 3 * SHOWN_MAX]!r} ({self.made_by})"


class Told(BytesIO):
    """Takes what a program complains about to its web server."""

    def write(self, said: Any) -> int:
        """Take words too."""
        return super().write(said.encode() if isinstance(said, str) else said)


def answered(app: Flask, sent: Sent) -> TestResponse:
    """Send a request to the forum; return the answer, read to its end."""
    environ = sent.environ()
    asked = Request(dict(environ), populate_request=False)
    body, status, headers = run_wsgi_app(app, environ, buffered=True)
    told = environ["wsgi.errors"].getvalue()
    assert not told, told
    return TestResponse(body, status, headers, asked)
