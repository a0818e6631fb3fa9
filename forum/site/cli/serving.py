"""One command that runs the forum: database, web server, job worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import click
from flask.cli import ScriptInfo

from forum.core.clock import utcnow
from forum.members.queries import has_administrator
from forum.site.cli.demo import sign_ins
from forum.site.demo import loading
from forum.site.first_run import make_ready

THREADS = 8
GRACE = 20
START_MAX = 60
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - told apart, not bound
BECOME = (
    "Nobody runs this forum yet. To become its administrator, in another shell:\n"
    "  soltrex-forum member create --handle YOU --email YOU@example.com "
    "--role administrator"
)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--demo", is_flag=True, help="Load demo content, print its sign-ins.")
@click.pass_context
def serve(
    context: click.Context, host: str, port: int, workers: int, demo: bool
) -> None:
    """Run the forum until Ctrl-C: database, web server and job worker."""
    reached = EVERYWHERE.get(host, host)
    shown = f"[{reached}]" if ":" in reached else reached
    os.environ.setdefault("FORUM_BASE_URL", f"http://{shown}:{port}")
    os.environ["FORUM_LISTEN_HOST"] = host
    _require_free(host, port)
    told = _prepared(context.ensure_object(ScriptInfo), demo=demo)
    with _Children(host, port, workers) as children:
        if children.answer(reached, port):
            click.echo("\n".join([*told, f"Running at {os.environ['FORUM_BASE_URL']}"]))
        sys.exit(children.wait())


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} of {host} cannot be used ({error.strerror}). "
                "Choose another one with --port."
            ) from None


def _prepared(info: ScriptInfo, *, demo: bool) -> list[str]:
    """Make the database ready; return the lines that say how to get in."""
    with info.load_app().app_context():
        make_ready(utcnow())
        told = []
        if demo:
            told += sign_ins(loading.load(utcnow()) or loading.new_password())
        elif not has_administrator():
            told.append(BECOME)
        return told


class _Children:
    """The web server and the job worker; if one ends, so does the other."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self._stopping = False
        shared = Path("/dev/shm")  # noqa: S108 - beats of the workers, no data
        web = [
            *("-m", "gunicorn", "wsgi:make_app()", "--no-control-socket"),
            *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
            *("--workers", str(workers), "--threads", str(THREADS)),
            *("--worker-class", "gthread", "--graceful-timeout", str(GRACE)),
            *("--max-requests", "50000", "--max-requests-jitter", "5000"),
            *("--log-level", "warning"),
        ]
        if shared.is_dir():
            web += ["--worker-tmp-dir", str(shared)]
        # In groups of their own: Ctrl-C reaches them through us, once.
        self._all = [
            subprocess.Popen([sys.executable, *arguments], start_new_session=True)  # noqa: S603 - our own words
            for arguments in (web, ["-m", "wsgi", "work"])
        ]

    def __enter__(self) -> "_Children":
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, lambda *_: self._stop())
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def answer(self, host: str, port: int) -> bool:
        """Wait until the web server answers; False if it never does."""
        end = time.monotonic() + START_MAX
        while self._run() and time.monotonic() < end:
            if _answers(host, port):
                return True
            time.sleep(0.1)
        return False

    def wait(self) -> int:
        """Wait for the end; return the exit code to end with."""
        while self._run():
            time.sleep(0.2)
        was_asked = self._stopping
        self._stop()
        codes = [child.wait(GRACE + 10) for child in self._all]
        return 0 if was_asked else next(filter(None, codes), 1)

    def _run(self) -> bool:
        return all(child.poll() is None for child in self._all)

    def _stop(self) -> None:
        self._stopping = True
        for child in self._all:
            if child.poll() is None:
                child.terminate()


def _answers(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=5)
    close: Callable[[], None] = connection.close
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 500  # noqa: PLR2004 - it speaks
    except OSError:
        return False
    finally:
        close()
