"""Figures for a monitoring system: how the forum runs, never who is in it."""

import re
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask
from prometheus_client import generate_latest

from forum.app import create_app
from forum.core.access.files import LogFiles
from forum.core.clock import utcnow
from forum.core.jobs import enqueue
from forum.settings import load_settings
from forum.site.metrics import registry_for
from tests.browser import Browser
from tests.structure.sources import ROOT
from tests.world import World

HANDLES = ("rosa", "ken", "ivy")


def value(said: str, name: str) -> float:
    """Return one figure."""
    found = re.search(rf"^soltrex_forum_{re.escape(name)} (\S+)$", said, re.MULTILINE)
    assert found is not None, said
    return float(found[1])


def test_it_says_how_the_forum_runs(app: Flask, world: World) -> None:
    registry = registry_for(app)
    with world.writing():
        enqueue("sweep", {}, utcnow() - timedelta(minutes=10))

    said = generate_latest(registry).decode()

    assert value(said, "up") == 1
    assert value(said, "jobs_waiting") == 1
    assert 590 < value(said, "jobs_oldest_seconds") < 700
    assert value(said, "jobs_late") == 1
    assert value(said, "database_bytes") > 100_000
    assert value(said, "disk_free_bytes") > 0
    assert value(said, "read_only") == 0
    assert value(said, 'part_well{part="database"}') == 1
    assert value(said, 'part_well{part="jobs"}') == 0


def test_requests_are_counted_by_kind_of_page_over_midnight(
    app: Flask, world: World, guest: Browser, rosa: Browser
) -> None:
    thread = world.thread("ken")
    guest.visit("/")
    registry = registry_for(app)
    seconds = 'request_seconds_count{{route="{}",status="{}"}}'

    guest.visit("/")
    rosa.visit(world.url(thread))
    first = generate_latest(registry).decode()
    files: LogFiles = app.extensions["access log"]
    files.rotate((utcnow() + timedelta(days=1)).date())
    guest.visit("/")
    guest.visit("/nowhere")
    second = generate_latest(registry).decode()

    assert value(first, seconds.format("/", 200)) == 1
    of_threads = "/t/<int:thread_id>/<slug>"
    assert value(first, seconds.format(of_threads, 200)) == 1
    assert value(second, seconds.format("/", 200)) == 2
    assert value(second, seconds.format("-", 404)) == 1


def test_nothing_in_it_names_anybody(
    app: Flask, world: World, guest: Browser, rosa: Browser
) -> None:
    registry = registry_for(app)
    thread = world.thread("ken")
    for browser in (guest, rosa):
        browser.visit(world.url(thread))
        browser.visit("/u/rosa")
    world.run_jobs()

    said = generate_latest(registry).decode()

    labels = set(re.findall(r'(\w+)="', said))
    assert labels == {"le", "part", "route", "status"}
    for word in (*HANDLES, "example.com", "127.0.0.1", "performance"):
        assert word not in said


def test_without_its_database_it_says_so(tmp_path: Path) -> None:
    nowhere = "sqlite:////nowhere/at/all.sqlite3"
    app = create_app(load_settings(home=tmp_path, database_url=nowhere))

    said = generate_latest(registry_for(app)).decode()

    assert value(said, "up") == 0
    assert "nowhere" not in said


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
def test_it_answers_on_an_address_of_its_own(home: Path, guest: Browser) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "wsgi", "metrics", "--port", str(port)],
        cwd=ROOT,
        env={"FORUM_HOME": str(home), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
                said = answer.read().decode()
            process.send_signal(signal.SIGTERM)
            code = process.wait(20)
        finally:
            process.kill()

    assert told == f"Figures at http://127.0.0.1:{port}/metrics\n"
    assert value(said, "up") == 1
    assert code == 0
    assert guest.visit("/metrics").status == 404
