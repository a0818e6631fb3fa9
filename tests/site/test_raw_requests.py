"""A request that can be read in two ways brings no second one in, on either server."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site.test_serving import running

HIDDEN = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
ANSWER = "\r\n\r\nok\n"
LENGTH = f"Content-Length: {len(HIDDEN)}\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
TWICE = {
    "a length and chunks": f"{LENGTH}{CHUNKED}\r\n0\r\n\r\n{HIDDEN}",
    "chunks and a length": f"{CHUNKED}{LENGTH}\r\n0\r\n\r\n{HIDDEN}",
    "two lengths": f"Content-Length: 0\r\n{LENGTH}\r\n{HIDDEN}",
    "a length with a sign": f"Content-Length: +0\r\n\r\n{HIDDEN}",
    "a length of two parts": f"Content-Length: 0, {len(HIDDEN)}\r\n\r\n{HIDDEN}",
    "chunks by another name": f"{LENGTH}Transfer-Encoding: xchunked\r\n\r\n{HIDDEN}",
    "a blank before the colon": f"Content-Length : 0\r\n{LENGTH}\r\n{HIDDEN}",
    "a chunk that is no number": f"{CHUNKED}\r\nzz\r\n\r\n{HIDDEN}",
}


def answered(address: str, rest: str) -> str:
    """Send a request, and return all that came back until it was quiet."""
    parts = urlsplit(address)
    head = f"POST /sign-in HTTP/1.1\r\nHost: {parts.netloc}\r\n"
    with socket.create_connection((parts.hostname or "", parts.port or 0), 5) as raw:
        raw.settimeout(2)
        raw.sendall((head + rest).encode())
        said = b""
        try:
            while piece := raw.recv(65536):
                said += piece
        except (TimeoutError, ConnectionResetError):
            pass
    return said.decode(errors="replace")


@pytest.mark.parametrize("web_server", ["granian", "gunicorn"])
def test_a_request_in_a_request_is_not_answered(
    tmp_path: Path, web_server: str
) -> None:
    with running(tmp_path, FORUM_WEB_SERVER=web_server) as (_, address):
        said = {name: answered(address, rest) for name, rest in TWICE.items()}

        plainly = answered(address, f"Content-Length: 0\r\n\r\n{HIDDEN}")

    assert ANSWER in plainly
    for name, answer in said.items():
        assert ANSWER not in answer, name
        assert "HTTP/1.1 500" not in answer, name
