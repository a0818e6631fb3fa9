"""The web server: granian, or gunicorn where headers of a proxy are believed.

Granian answers with half the processor time. But it takes a header whose name has an
underscore for the one with hyphens: a visitor could send `X_Forwarded_For` through a
proxy that lets it pass, and so choose the address that the forum believes. Gunicorn
drops such headers. `FORUM_WEB_SERVER` says otherwise where the proxy drops them.
"""

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger

from forum.settings import Settings
from forum.site.cli import memory
from forum.site.cli.bodies import patient
from forum.site.cli.ending import end_with

THREADS = 8
WAITING = 16
"""So many more, which only fetch what is sent."""
GRACE = 20
LARGEST_MB = 512
"""A process that takes up more memory than this is replaced by a new one."""
SHARED = Path("/dev/shm")  # noqa: S108 - beats of the workers, no data
HANDED_ON = {"_granian": {"handlers": [], "propagate": True}}
"""What Granian says goes into the program's log."""
NOT_OF_A_REQUEST = ("FORUM_", "HTTP_")


def answer_requests(
    app: Flask, host: str, port: int, workers: int, parent: int
) -> None:
    """Run the web server until it is told to stop, or its parent is gone."""
    os.setsid()
    end_with(parent)
    memory.settle()
    app.wsgi_app = patient(  # type: ignore[assignment, method-assign]
        app.wsgi_app, THREADS, WAITING
    )
    settings: Settings = app.extensions["settings"]
    if settings.takes_granian:
        _granian(app, host, port, workers)
    else:
        _gunicorn(app, host, port, workers)


def _granian(app: Flask, host: str, port: int, workers: int) -> None:
    # What it starts has loaded the forum already, which a new program had not.
    multiprocessing.set_start_method("fork", force=True)
    # It hands the environment to every request: secrets have no place there.
    for name in list(os.environ):
        if name.startswith(NOT_OF_A_REQUEST):
            del os.environ[name]
    server = Granian(
        "forum",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS + WAITING,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig={"loggers": HANDED_ON},
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        workers_max_rss=LARGEST_MB,
    )
    server.serve(target_loader=_loader(app, os.getpid()))


def _loader(app: Flask, parent: int) -> Callable[..., Flask]:
    """Return how each web process gets the forum, which it has already."""

    def load(*_: object) -> Flask:
        end_with(parent)
        return app

    return load


class _OurLog(Logger):
    """Gunicorn's words as lines of the program's log, and no others."""

    def setup(self, cfg: Config) -> None:
        """Write nothing by itself: what it says is handed on."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class _Gunicorn(BaseApplication):
    """Gunicorn around a forum that is loaded already."""

    def __init__(self, app: Flask, wanted: dict[str, Any]) -> None:
        self._app = app
        self._wanted = wanted
        super().__init__()

    def load_config(self) -> None:
        """Take the settings that were given."""
        for name, value in self._wanted.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the forum."""
        return self._app


def _gunicorn(app: Flask, host: str, port: int, workers: int) -> None:
    wanted: dict[str, Any] = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": THREADS + WAITING,
        "worker_class": "gthread",
        "graceful_timeout": GRACE,
        "max_requests": 50_000,
        "max_requests_jitter": 5_000,
        "loglevel": "warning",
        "logger_class": _OurLog,
        "control_socket_disable": True,
    }
    if os.access(SHARED, os.W_OK | os.X_OK):  # not so in some containers
        wanted["worker_tmp_dir"] = str(SHARED)
    _Gunicorn(app, wanted).run()
