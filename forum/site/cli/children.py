"""The processes of a forum that runs: each a fork of one that has loaded it."""

import logging
import os
import signal
import time
from collections.abc import Callable
from http.client import HTTPConnection
from multiprocessing import get_context

from flask import Flask

from forum.core.clock import utcnow
from forum.core.retention import sweep_own_disk
from forum.site.cli import memory
from forum.site.cli.ending import end_group, end_with
from forum.site.cli.upkeep import work_on
from forum.site.cli.web import GRACE, answer_requests

START_MAX = 60
SWEEPS_EVERY = 3600.0

log = logging.getLogger(__name__)


def _run_jobs(app: Flask, parent: int) -> None:
    """Run the job worker until it is told to stop."""
    os.setsid()
    end_with(parent)
    memory.settle()
    with app.app_context():
        work_on(once=False)


class Children:
    """The web server and, where jobs are run, their worker; all end with the first.

    They are in groups of their own: Ctrl-C reaches them through us, once.
    """

    def __init__(
        self, app: Flask, host: str, port: int, workers: int, *, has_jobs: bool = True
    ) -> None:
        self._stopping = False
        self._app = app
        self._sweeps_at = time.monotonic()
        fork = get_context("fork")
        web = (app, host, port, workers, os.getpid())
        self._all = [fork.Process(target=answer_requests, args=web)]
        if has_jobs:
            self._all.append(fork.Process(target=_run_jobs, args=(app, os.getpid())))
        for child in self._all:
            child.start()

    def __enter__(self) -> "Children":
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
        """Wait for the end; return the exit code to end with.

        Meanwhile what lies on this machine's own disk is deleted in time.
        """
        while self._run():
            if time.monotonic() >= self._sweeps_at:
                self._sweeps_at = time.monotonic() + SWEEPS_EVERY
                _sweep_own_disk(self._app)
            time.sleep(0.2)
        was_asked = self._stopping
        self._stop()
        for child in self._all:
            child.join(GRACE + 10)
            if child.is_alive():  # its forum would wait for it for ever
                child.kill()
                child.join()
            if child.pid:
                end_group(child.pid)
        codes = [child.exitcode for child in self._all]
        return 0 if was_asked else next(filter(None, codes), 1)

    def _run(self) -> bool:
        return all(child.is_alive() for child in self._all)

    def _stop(self) -> None:
        self._stopping = True
        for child in self._all:
            if child.is_alive():
                child.terminate()


def _sweep_own_disk(app: Flask) -> None:
    """See to the files of this machine; what goes wrong there ends nothing."""
    try:
        with app.app_context():
            sweep_own_disk(utcnow())
    except Exception as error:
        # Only the class: an error's text may name a file, or quote what it held.
        log.error("the sweep of our own disk failed: %s", type(error).__name__)  # noqa: TRY400


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
