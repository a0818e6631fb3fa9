"""The first run of the README: demo staff gets in at once, where nobody else can."""

import re
import socket
from pathlib import Path
from threading import Timer

import pytest
import requests

from tests.site.test_serving import PATIENCE, said_until, started

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def queue_of(address: str, password: str) -> int:
    """Sign in as the moderator of the demo; return what the queue answers."""
    with requests.Session() as browser:
        page = browser.get(f"{address}/sign-in", timeout=PATIENCE).text
        (token,) = set(TOKEN.findall(page))
        form = {"csrf_token": token, "login": "juniper_mod", "password": password}
        browser.post(f"{address}/sign-in", form, timeout=PATIENCE)
        return browser.get(f"{address}/moderation/queue", timeout=PATIENCE).status_code


@pytest.mark.parametrize(
    ("host", "answer"),
    [("127.0.0.1", 200), ("0.0.0.0", 403)],  # noqa: S104 - what is tried
)
def test_demo_staff_needs_a_second_step_only_where_others_could_come(
    tmp_path: Path, host: str, answer: int
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = started(tmp_path, port, "--demo", "--host", host)
    watch = Timer(PATIENCE, server.kill)
    watch.start()

    try:
        said = said_until(server, "Running at")
        password = said.split("all with the password\n")[1].split("\n")[0].strip()
        status = queue_of(f"http://127.0.0.1:{port}", password)
    finally:
        watch.cancel()
        server.terminate()
        server.communicate()

    assert status == answer
