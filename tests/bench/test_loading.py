"""The measurement of servers: what wrk says is read, and forms are ones that hold."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.bench import loading
from tests.bench.loading import Asked, Load, Server, middle, read
from tests.bench.pages import HELLO, REPLY, STATIC, asked_of, people, table
from tests.bench.planting import Planted, plant
from tests.browser import Browser
from tests.world import World

SAID = """Running 1s test @ http://127.0.0.1:1/
  Latency Distribution
     50%  900.00us
     99%    1.25s
  2000 requests in 1.00s, 1.00MB read
  Non-2xx or 3xx responses: 7
Requests/sec:   1999.50
"""
BUSY = (
    "import time\nwhile time.process_time() < 0.3: pass\nprint(1, flush=True)\ninput()"
)


def test_what_wrk_says_is_read() -> None:
    seen = read(SAID, 500)

    assert seen == Load(rate=1999.5, cpu_ms=0.25, p99_ms=1250, wrong=7)
    with pytest.raises(ValueError, match="wrk said"):
        read("unable to connect", 0)


def test_the_median_of_rounds_counts_and_all_that_went_wrong() -> None:
    rounds = [Load(100, 1, 9, 0), Load(300, 3, 7, 2), Load(200, 2, 8, 1)]

    assert middle(rounds) == Load(200, 2, 8, 3)


def test_processor_time_is_that_of_all_processes() -> None:
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", inner], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as outer:
        assert outer.stdout
        assert outer.stdin
        outer.stdout.readline()
        used = Server("", outer.pid).cpu_ms()
        outer.stdin.write(b"\n")

    assert used >= 290


def test_goals_are_met_or_not_and_never_by_failing() -> None:
    seen = {HELLO: Load(1000, 1, 1, 0), STATIC: Load(8000, 0.1, 1, 0)}
    seen |= {"thread, guest": Load(4000, 0.2, 1, 0), "home, guest": Load(3999, 1, 1, 0)}
    seen |= {REPLY: Load(9, 14, 200, 0), "thread, member": Load(500, 8, 1, 3)}

    lines = {line.split(" | ")[0][2:]: line for line in table(seen).split("\n")}

    assert lines["thread, guest"].endswith("| yes |")
    assert lines["home, guest"].endswith("| no |")
    assert lines[REPLY].endswith("| yes |")
    assert lines["thread, member (3 failed)"].endswith("| no |")
    assert "| 4.00 | 0.500 |" in lines["thread, guest"]


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
def test_each_form_makes_a_post_and_each_page_is_there(
    app: Flask, world: World, tmp_path: Path
) -> None:
    planted: Planted = plant(app, 300)
    known = people(app, planted.usual, tmp_path, forms=3)
    asked = asked_of(world, planted, known)
    before, client = planted.posts, app.test_client(use_cookies=False)

    for form in known.forms.read_text().splitlines():
        sent = client.post(
            asked[REPLY].path,
            data=form,
            content_type="application/x-www-form-urlencoded",
            headers={"Cookie": known.writer, "Sec-Fetch-Site": "same-origin"},
        )
        assert sent.status_code == 303
        before += 1
    statuses = {
        name: client.get(one.path, headers=dict(one.headers)).status_code
        for name, one in asked.items()
        if name != REPLY
    }

    assert Browser(app).visit(f"/p/{before}").status == 200
    assert set(statuses.values()) == {200}, statuses


@pytest.mark.skipif(bool(loading.missing()), reason="wrk and nginx are not installed")
def test_servers_are_started_asked_and_stopped(tmp_path: Path) -> None:
    with loading.nginx(tmp_path / "nginx", b"<p>Hello</p>") as server:
        assert loading.fetch(server, "/page.html", {})[0] == b"<p>Hello</p>"
        seen = loading.load(server, Asked("/page.html"), 1)

    assert seen.rate > 100
    assert seen.wrong == 0
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)
