"""The forum as an operator starts it: one command, a real server, a clean end."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from forum.core.program_log import FIELDS
from forum.site.cli.serving import serve
from tests.postgres import lives
from tests.structure.sources import ROOT

PATIENCE = 60
SERVE = (sys.executable, "-m", "wsgi", "serve")


def started(
    home: Path, port: int, *options: str, **more: str
) -> "subprocess.Popen[str]":
    """Start the forum in a folder of its own."""
    environment = {
        name: value for name, value in os.environ.items() if "FORUM_" not in name
    }
    return subprocess.Popen(  # noqa: S603 - our own words
        [*SERVE, "--port", str(port), "--workers", "1", *options],
        cwd=ROOT,
        env=environment | {"FORUM_HOME": str(home)} | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said_until(server: "subprocess.Popen[str]", words: str) -> str:
    """Read what the server says until it says this, or ends."""
    assert server.stdout is not None
    said = ""
    for line in server.stdout:
        said += line
        if words in line:
            break
    return said


@contextmanager
def running(
    home: Path, *options: str, **more: str
) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """Run the forum until it says where; yield it with its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = started(home, port, *options, **more)
    watch = Timer(PATIENCE, server.kill)
    watch.start()
    try:
        assert "Running at" in said_until(server, "Running at")
        yield server, f"http://127.0.0.1:{port}"
    finally:
        watch.cancel()
        server.terminate()
        server.communicate()


def jobs_in(home: Path) -> list[str]:
    """Return the jobs in line; a worker puts those there that come round again."""
    with closing(sqlite3.connect(home / "forum.sqlite3")) as database:
        return [kind for (kind,) in database.execute("SELECT kind FROM job")]


@pytest.mark.parametrize("web_server", ["granian", "gunicorn"])
def test_serve_answers_and_ends_when_it_is_asked_to(
    tmp_path: Path, web_server: str
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, home = f"http://127.0.0.1:{port}", tmp_path / "home of a forum"
    server = started(home, port, FORUM_WEB_SERVER=web_server)
    watch = Timer(PATIENCE, server.kill)
    watch.start()

    try:
        said = said_until(server, "Running at")
        with urlopen(f"{address}/healthz") as health, urlopen(address) as index:  # noqa: S310 - our own server
            health_said, index_said = health.read(), index.read().decode()
        begun = time.monotonic()
        server.send_signal(signal.SIGTERM)
        code = server.wait(PATIENCE)
        took = time.monotonic() - begun
    finally:
        watch.cancel()
        server.kill()
        server.communicate()

    assert f"Running at {address}" in said
    assert "To become its administrator" in said
    assert health_said == b"ok\n"
    assert "/b/performance" in index_said
    assert (home / "forum.sqlite3").is_file()
    assert code == 0
    assert took < 20


@pytest.mark.parametrize("web_server", ["granian", "gunicorn"])
def test_all_that_a_served_forum_logs_is_json_about_nobody(
    tmp_path: Path, web_server: str
) -> None:
    with running(tmp_path, FORUM_WEB_SERVER=web_server) as (server, address):
        asked = Request(f"{address}/my", headers={"X-Marker": "zz-marker"})  # noqa: S310 - our own
        with pytest.raises(HTTPError), closing(urlopen(asked)):  # noqa: S310 - our own
            pass
        for broken in (
            b"GET zz-marker\r\n\r\n",
            b"zz-marker / HTTP/1.1\r\n: x\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", urlsplit(address).port)) as raw:
                raw.sendall(broken)
                raw.settimeout(5)
                raw.recv(1000)
        server.terminate()
        assert server.stdout is not None
        said = server.stdout.read()

    lines = [json.loads(line) for line in said.splitlines()]
    (refused,) = [line for line in lines if line.get("event")]
    assert (refused["event"], refused["route"]) == ("refused", "/my")
    assert all(set(line) <= set(FIELDS) for line in lines)
    assert "zz-marker" not in said


def processes_below(parent: int) -> list[int]:
    """Return a process's children, and theirs."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [one for pid in map(int, listed) for one in (pid, *processes_below(pid))]


def status_of(address: str, end: float) -> int:
    """Ask until somebody answers."""
    while True:
        try:
            with urlopen(address) as answer:  # noqa: S310 - our own server
                status: int = answer.status
                return status
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def test_a_web_server_alone_keeps_its_own_access_log_no_longer_than_is_said(
    tmp_path: Path,
) -> None:
    """The worker that sweeps may stand on another machine."""
    today = datetime.now(UTC).date()
    old, older = today - timedelta(days=8), today - timedelta(days=40)
    line = '{{"ts":"{}T08:00:00Z","ip":"203.0.113.77"}}\n'
    for day in (old, older):
        (tmp_path / f"access-{day}.log").write_text(line.format(day))

    with running(tmp_path, "--no-worker"):
        end = time.monotonic() + PATIENCE
        while (tmp_path / f"access-{older}.log").exists() and time.monotonic() < end:
            time.sleep(0.1)

    assert not (tmp_path / f"access-{older}.log").exists()
    assert not (tmp_path / f"access-{old}.log").exists()
    assert "203.0.113.0" in (tmp_path / f"access-{old}.cut.log").read_text()


@pytest.mark.parametrize("web_server", ["granian", "gunicorn"])
def test_a_web_process_that_dies_is_replaced(tmp_path: Path, web_server: str) -> None:
    with running(tmp_path, FORUM_WEB_SERVER=web_server) as (server, address):
        web, _jobs = (
            int(pid)
            for pid in Path(f"/proc/{server.pid}/task/{server.pid}/children")
            .read_text()
            .split()
        )
        (answering,) = processes_below(web)
        os.kill(answering, signal.SIGKILL)

        assert status_of(address, time.monotonic() + 20) == 200
        assert answering not in processes_below(web)
        assert server.poll() is None


def are_gone(processes: list[int]) -> bool:
    """Wait until processes are no more, or only wait for somebody to fetch them."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if not any(map(lives, processes)):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("web_server", ["granian", "gunicorn"])
@pytest.mark.parametrize("killed", ["serve", "web server"])
def test_nobody_is_left_behind_by_one_that_is_killed(
    tmp_path: Path, web_server: str, killed: str
) -> None:
    with running(tmp_path, FORUM_WEB_SERVER=web_server) as (server, address):
        everybody = processes_below(server.pid)
        dying = server.pid if killed == "serve" else everybody[0]
        os.kill(dying, signal.SIGKILL)

        assert are_gone(everybody)
        assert server.wait(PATIENCE) != 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", urlsplit(address).port))


def ask_as_a_proxy(address: str) -> None:
    """Send the header of a proxy, and one of a visitor that looks like it."""
    port = urlsplit(address).port or 0
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as sent:
        sent.sendall(
            b"GET /about HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            b"X-Forwarded-For: 192.0.2.7\r\nX_Forwarded_For: 198.51.100.9\r\n\r\n"
        )
        while sent.recv(65_536):
            pass


def test_behind_a_proxy_no_header_is_believed_that_only_looks_like_its_own(
    tmp_path: Path,
) -> None:
    with running(tmp_path, FORUM_TRUSTED_PROXIES="1") as (_, address):
        ask_as_a_proxy(address)

    logged = (tmp_path / "access.log").read_text()
    assert "192.0.2.7" in logged
    assert "198.51.100.9" not in logged


def test_without_a_worker_jobs_wait_for_one_that_runs_elsewhere(
    tmp_path: Path,
) -> None:
    with running(tmp_path, "--no-worker") as (server, address):
        with urlopen(f"{address}/readyz") as ready:  # noqa: S310 - our own server
            assert ready.read() == b"ready\n"
        waiting = jobs_in(tmp_path)
        subprocess.run(
            [sys.executable, "-m", "wsgi", "work", "--once"],
            check=True,
            cwd=ROOT,
            env={**os.environ, "FORUM_HOME": str(tmp_path)},
        )
        left = jobs_in(tmp_path)
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0

    assert waiting == []
    assert "sweep" in left


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = CliRunner(env={"FORUM_HOME": str(tmp_path)}).invoke(
            serve, ["--port", str(port)]
        )

    assert done.exit_code == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in done.stderr
    assert "Choose another one with --port." in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_command_without_a_database_says_so_in_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wsgi", "member", "list"],
        cwd=ROOT,
        env={**os.environ, "FORUM_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert done.returncode == 1
    assert done.stderr == (
        "Error: the database cannot be asked (OperationalError). "
        "`soltrex-forum doctor` says more.\n"
    )
