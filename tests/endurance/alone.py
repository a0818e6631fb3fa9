"""A forum on one machine, as `serve` runs it: web server, job worker, a database."""

import os
import re
import secrets
import signal
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import requests
from cryptography.fernet import Fernet

from tests.journey.forum import Mailbox
from tests.members.provider.real import free_port
from tests.postgres import Postgres, binaries
from tests.scaling.line import Line
from tests.scaling.programs import Node, Program, wait_until

REPLACED = "a web process"
"""Who is replaced by the others, so that the forum goes on."""


class Serve(Node):
    """A web server with the job worker beside it, under one process."""

    options = ("--workers", "2")

    def processes(self) -> dict[str, int]:
        """Return who runs: the first, the web server, a web process, the worker."""
        first = self.pid
        web, jobs = _children(first)
        return {
            "the first process": first,
            "the web server": web,
            REPLACED: _children(web)[0],
            "the job worker": jobs,
        }

    def web_processes(self) -> list[int]:
        """Return who answers requests."""
        return _children(self.processes()["the web server"])

    def kill_one(self, who: str) -> None:
        """Let one of its processes die at once; the others end with most of them."""
        os.kill(self.processes()[who], signal.SIGKILL)
        self.kills += 1
        if who != REPLACED:
            wait_until(lambda: not self.is_running, f"all ended after {who}")

    def start_again(self) -> None:
        """Start it until it stays, as a service manager does."""
        said = self._times_begun()
        while not self.is_running:
            self.start()
            wait_until(
                lambda: self._times_begun() > said or not self.is_running,
                "the forum runs again",
            )
        wait_until(lambda: self.is_ready, "the forum answers again")

    def _times_begun(self) -> int:
        return self.log.read_text().count("Running at ")


@dataclass
class Alone:
    """All of it, with the mail server that it hands its mail to."""

    serve: Serve
    mailbox: Mailbox
    line: Line
    environment: dict[str, str]
    server: Postgres | None
    metrics_url: str

    @property
    def url(self) -> str:
        """Where people ask it."""
        return self.serve.url

    @property
    def may_leave_again(self) -> int:
        """So many mails may have been in hand when somebody died who sent them."""
        return self.serve.kills

    def figure(self, name: str) -> float | None:
        """Return what a monitoring system is told; None if it is not told that."""
        said = requests.get(self.metrics_url, timeout=60).text
        found = re.search(
            rf"^soltrex_forum_{re.escape(name)} (\S+)$", said, re.MULTILINE
        )
        return float(found[1]) if found else None

    def environment_in(self, _home: str) -> dict[str, str]:
        """Return the settings for a command; it has the one home there is."""
        return self.environment


@contextmanager
def running(
    folder: Path,
    kind: str,
    more: Mapping[str, str] = MappingProxyType({}),
    disk: Path | None = None,
) -> Iterator[Alone]:
    """Run a forum that is empty; everything ends and is gone afterwards.

    On PostgreSQL its tables are on the disk that is given.
    """
    with ExitStack() as parts:
        server = _server(parts, disk) if kind == "postgresql" else None
        home = folder / "serve"
        home.mkdir(parents=True, exist_ok=True)
        mailbox = Mailbox(free_port())
        mailbox.start()
        parts.callback(mailbox.stop)
        port = free_port()
        environment = {
            **{name: it for name, it in os.environ.items() if "FORUM_" not in name},
            "FORUM_HOME": str(home),
            "FORUM_BASE_URL": f"http://127.0.0.1:{port}",
            "FORUM_DATABASE_URL": f"{server.url}/forum" if server else "",
            "FORUM_MAIL": f"smtp://127.0.0.1:{mailbox.port}",
            "FORUM_REQUIRE_TOTP": "none",
            "FORUM_SECRET_KEY": secrets.token_urlsafe(48),
            "FORUM_DATA_KEYS": Fernet.generate_key().decode(),
            **more,
        }
        url = environment["FORUM_DATABASE_URL"]
        line = Line(url or f"sqlite:///{home}/forum.sqlite3")
        parts.callback(line.close)
        serve = Serve("serve", folder, environment, port)
        parts.callback(serve.kill)
        serve.start()
        wait_until(lambda: serve.is_ready, "the forum answers")
        metrics = Program(
            *("metrics", folder, environment, "metrics"),
            *("--port", str(metrics_port := free_port())),
        )
        parts.callback(metrics.kill)
        metrics.start()
        told = f"http://127.0.0.1:{metrics_port}/metrics"
        yield Alone(serve, mailbox, line, environment, server, told)


def _server(parts: ExitStack, disk: Path | None) -> Postgres:
    programs = binaries()
    assert programs is not None
    server = Postgres(programs, "-c fsync=off")
    server.start()
    parts.callback(server.stop)
    if disk is None:
        server.asked("CREATE DATABASE forum")
    else:
        server.asked(f"CREATE TABLESPACE small LOCATION '{disk}'")
        server.asked("CREATE DATABASE forum TABLESPACE small")
    return server


def _children(pid: int) -> list[int]:
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return list(map(int, listed))
