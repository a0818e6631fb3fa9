"""A job that stands in line wakes the workers at once; without Valkey they look."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from forum.app import create_app
from forum.core import valkey
from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.core.jobs import Job, enqueue
from forum.core.limits import limiter
from forum.core.waking import CHANNEL, Bell
from forum.settings import load_settings
from forum.site.first_run import make_ready
from tests.structure.sources import ROOT
from tests.valkey import ValkeyServer

LONG = 20.0
"""Seconds that a worker of these tests would wait if nobody woke it."""
SOON = 3.0


@pytest.fixture
def shared(valkey_server: ValkeyServer, tmp_path: Path) -> Iterator[Flask]:
    """Return a forum with a Valkey, on a database of its own."""
    before = dict(vars(limiter))  # one for all forums of a process
    app = create_app(load_settings(home=tmp_path, valkey_url=valkey_server.url))
    with app.app_context():
        make_ready(utcnow())
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()
    vars(limiter).update(before)


def until_heard(server: ValkeyServer) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + 3 * LONG
    with server.client as client:
        while not dict(client.pubsub_numsub(CHANNEL))[CHANNEL.encode()]:
            assert time.monotonic() < end
            time.sleep(0.02)


class Listening:
    """A worker that has nothing to do and listens."""

    def __init__(self, app: Flask, server: ValkeyServer) -> None:
        self._app = app
        self._thread = threading.Thread(target=self._wait)
        self._thread.start()
        until_heard(server)

    def end(self, within: float) -> bool:
        """Say whether it wakes within so many seconds."""
        self._thread.join(within)
        return not self._thread.is_alive()

    def _wait(self) -> None:
        with self._app.app_context():
            bell = Bell()
            bell.wait(Event(), 0)  # begins to listen
            bell.wait(Event(), LONG)


@contextmanager
def listening(app: Flask, server: ValkeyServer) -> Iterator[Listening]:
    """Have a worker listen; wake it at the end whatever happens."""
    one = Listening(app, server)
    yield one
    with server.client as client:
        client.publish(CHANNEL, "")
    assert one.end(SOON)


def test_a_job_wakes_a_worker_once_it_is_kept(
    shared: Flask, valkey_server: ValkeyServer
) -> None:
    with listening(shared, valkey_server) as worker:
        with shared.app_context(), transaction():
            enqueue("sweep", {}, utcnow())
            enqueue("sweep", {}, utcnow())
            was_woken_before = worker.end(0.5)

        assert not was_woken_before
        assert worker.end(SOON)


def test_nothing_wakes_a_worker_for_a_job_that_is_not_kept(
    shared: Flask, valkey_server: ValkeyServer
) -> None:
    def fail() -> None:
        with transaction():
            enqueue("sweep", {}, utcnow())
            raise LookupError

    with listening(shared, valkey_server) as worker:
        with shared.app_context():
            with pytest.raises(LookupError):
                fail()
            with transaction():
                pass

        assert not worker.end(0.5)


def test_without_valkey_a_job_is_kept_and_a_worker_waits_its_usual_time(
    shared: Flask, valkey_server: ValkeyServer
) -> None:
    valkey_server.kill()

    with shared.app_context():
        with transaction():
            enqueue("sweep", {}, utcnow(), once="this one")
        began = time.monotonic()
        Bell().wait(Event(), 0.4)

        assert 0.4 <= time.monotonic() - began < SOON
        assert db.session.query(Job).filter_by(once="this one").count() == 1
        db.session.remove()


def test_a_worker_of_a_forum_without_valkey_waits_its_usual_time(app: Flask) -> None:
    with app.app_context():
        began = time.monotonic()
        Bell().wait(Event(), 0.4)

    assert 0.4 <= time.monotonic() - began < SOON


def test_a_worker_hears_again_when_valkey_is_back(
    shared: Flask, valkey_server: ValkeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(valkey, "REST", 0.1)
    with shared.app_context():
        bell = Bell()
        bell.wait(Event(), 0)
        valkey_server.kill()
        bell.wait(Event(), 0.2)
        valkey_server.start()
        bell.wait(Event(), 0.2)  # listens anew
        with valkey_server.client as client:
            client.publish(CHANNEL, "")
        began = time.monotonic()
        bell.wait(Event(), LONG)
        waited = time.monotonic() - began

    assert waited < SOON


def test_a_worker_that_runs_does_a_job_and_stops_when_told(
    shared: Flask, valkey_server: ValkeyServer, tmp_path: Path
) -> None:
    given = {"FORUM_HOME": str(tmp_path), "FORUM_VALKEY_URL": valkey_server.url}
    worker = subprocess.Popen(
        [sys.executable, "-m", "wsgi", "work"],
        cwd=ROOT,
        env=os.environ | given,
        stderr=subprocess.DEVNULL,
    )
    until_heard(valkey_server)

    with shared.app_context():
        with transaction():
            enqueue("sweep", {}, utcnow(), once="this one")
        end = time.monotonic() + LONG
        while db.session.query(Job).filter_by(once="this one").count():
            assert time.monotonic() < end
            db.session.remove()
            time.sleep(0.02)
        db.session.remove()
    worker.terminate()

    assert worker.wait(LONG) == 0
