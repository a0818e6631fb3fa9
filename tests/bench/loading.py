"""Starts servers on loopback and has wrk ask them: how fast, in how much CPU time."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
THREADS, CONNECTIONS = 2, 16
START_MAX = 60
TICKS = os.sysconf("SC_CLK_TCK")
NEEDED = ("wrk", "nginx")
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_COUNT = re.compile(r"(\d+) requests in")
_WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s|m)\b")
_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
NGINX = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  sendfile on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  default_type text/html;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where, and as which process."""

    url: str
    pid: int

    def cpu_ms(self) -> float:
        """Return the processor time of all its processes so far."""
        return sum(map(_cpu_ms, _tree(self.pid)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a server."""

    path: str = "/"
    headers: Mapping[str, str] = field(default_factory=dict)
    forms: Path | None = None
    """Forms that are sent, one to a line; no form twice."""
    cookie: str = ""
    connections: int = CONNECTIONS
    from_everywhere: bool = False
    """Whether each request comes from another network."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one run of wrk saw."""

    rate: float
    cpu_ms: float
    """Of all processes of the server, for each request."""
    p99_ms: float
    wrong: int
    """Answers that were neither what was asked for nor led on."""


def middle(loads: Sequence[Load]) -> Load:
    """Return the medians of some runs, and all that went wrong in them."""
    return Load(
        median(one.rate for one in loads),
        median(one.cpu_ms for one in loads),
        median(one.p99_ms for one in loads),
        sum(one.wrong for one in loads),
    )


def missing() -> list[str]:
    """Return which programs are not installed."""
    return [name for name in NEEDED if not shutil.which(name)]


def load(server: Server, asked: Asked, seconds: int) -> Load:
    """Ask a server as fast as it answers."""
    command = ["wrk", f"-t{THREADS}", f"-c{asked.connections}", f"-d{seconds}s"]
    command += ["--latency"]
    for name, value in asked.headers.items():
        command += ["-H", f"{name}: {value}"]
    if asked.forms:
        command += ["-s", str(HERE / "asking.lua")]
    if asked.from_everywhere:
        command += ["-s", str(HERE / "guests.lua")]
    command += [f"{server.url}{asked.path}"]
    if asked.forms:
        command += ["--", str(asked.forms), asked.cookie]
    before = server.cpu_ms()
    said = subprocess.run(  # noqa: S603 - our own command
        command,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"WRK_THREADS": str(THREADS)},
    ).stdout
    return read(said, server.cpu_ms() - before)


def read(said: str, cpu_ms: float) -> Load:
    """Read what wrk said, given how much processor time went by."""
    rate, count, wrong = _RATE.search(said), _COUNT.search(said), _WRONG.search(said)
    slowest = _P99.search(said)
    if not (rate and count and slowest):
        raise ValueError(f"wrk said: {said}")
    return Load(
        float(rate[1]),
        cpu_ms / max(1, int(count[1])),
        float(slowest[1]) * _MS[slowest[2]],
        int(wrong[1]) if wrong else 0,
    )


@contextmanager
def hello() -> Iterator[Server]:
    """Run bare Flask as the forum is run: two processes, eight threads each."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-w2", "--threads=8", "-kgthread"]
    command += ["--no-control-socket", f"-b127.0.0.1:{port}", "tests.bench.hello:app"]
    with _running(command, port) as server:
        yield server


@contextmanager
def nginx(folder: Path, page: bytes) -> Iterator[Server]:
    """Run nginx with one file: what a machine can do at all."""
    port = free_port()
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "page.html").write_bytes(page)
    folder.chmod(0o755)
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, port=port))
    command = ["nginx", "-c", str(settings), "-p", str(folder)]
    if os.geteuid() == 0:  # else its workers could not read the folder
        command += ["-g", "user root;"]
    with _running(command, port, "/page.html") as server:
        yield server


@contextmanager
def forum(home: Path, database: str, log: Path) -> Iterator[Server]:
    """Run a planted forum by the command that operators use."""
    port = free_port()
    command = [sys.executable, "-m", "forum.site.cli.starting", "serve"]
    command += [f"--port={port}"]
    more = {"FORUM_HOME": str(home), "FORUM_REQUIRE_TOTP": "none"}
    # Headers of a proxy stand for networks of guests; none looks like another here.
    more |= {"FORUM_TRUSTED_PROXIES": "1", "FORUM_WEB_SERVER": "granian"}
    more |= {"FORUM_DATABASE_URL": database} if database else {}
    with log.open("w") as said, _running(command, port, "/healthz", more, said) as one:
        yield one


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(server: Server, path: str, headers: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the bytes of a page and its entity tag."""
    connection = HTTPConnection(server.url.removeprefix("http://"), timeout=30)
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status != 200:
        raise ValueError(f"{path}: {answer.status}")
    return content, answer.headers.get("ETag", "")


@contextmanager
def _running(
    command: list[str],
    port: int,
    path: str = "/",
    more: Mapping[str, str] | None = None,
    said: object = subprocess.DEVNULL,
) -> Iterator[Server]:
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        env=os.environ | dict(more or {}),
        stdout=said,  # type: ignore[call-overload]
        stderr=subprocess.STDOUT,
    )
    server = Server(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_for(server, path, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_MAX)


def _wait_for(server: Server, path: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_MAX
    while time.monotonic() < until and process.poll() is None:
        try:
            fetch(server, path, {})
        except (OSError, HTTPException, ValueError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"does not answer: {process.args!r}")


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _tree(int(child))


def _cpu_ms(pid: int) -> float:
    """Return the processor time of a process, and of children that ended."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    return sum(map(int, said.rpartition(")")[2].split()[11:15])) * 1000 / TICKS
