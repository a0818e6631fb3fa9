"""The forum as an operator starts it: one command, a real server, a clean end."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer
from urllib.request import urlopen

from click.testing import CliRunner

from forum.site.cli.serving import serve
from tests.structure.sources import ROOT

PATIENCE = 60
SERVE = (sys.executable, "-m", "wsgi", "serve")


def started(home: Path, port: int, *options: str) -> "subprocess.Popen[str]":
    """Start the forum in a folder of its own."""
    environment = {
        name: value for name, value in os.environ.items() if "FORUM_" not in name
    }
    return subprocess.Popen(  # noqa: S603 - our own words
        [*SERVE, "--port", str(port), "--workers", "1", *options],
        cwd=ROOT,
        env=environment | {"FORUM_HOME": str(home)},
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
def running(home: Path, *options: str) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """Run the forum until it says where; yield it with its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = started(home, port, *options)
    watch = Timer(PATIENCE, server.kill)
    watch.start()
    try:
        assert "Running at" in said_until(server, "Running at")
        yield server, f"http://127.0.0.1:{port}"
    finally:
        watch.cancel()
        server.kill()
        server.communicate()


def jobs_in(home: Path) -> list[str]:
    """Return the jobs in line; a worker puts those there that come round again."""
    with closing(sqlite3.connect(home / "forum.sqlite3")) as database:
        return [kind for (kind,) in database.execute("SELECT kind FROM job")]


def test_serve_answers_and_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, home = f"http://127.0.0.1:{port}", tmp_path / "home of a forum"
    server = started(home, port)
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
