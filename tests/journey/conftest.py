"""A forum that really runs: web server, job worker, mail server, Chromium."""

import os
import shutil
import socket
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import psycopg
import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.conftest import LEFT_OUT, SERVER
from tests.journey.forum import Forum, Mailbox
from tests.journey.loaded import serving
from tests.journey.people import People
from tests.journey.planting import WAYS, plant
from tests.stores import Store

LOCAL = "127.0.0.1"


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def taking_mail() -> Iterator[Mailbox]:
    """Run a mail server that keeps what it gets."""
    box = Mailbox(free_port())
    box.start()
    yield box
    box.stop()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Return a mail server that keeps what it gets."""
    with taking_mail() as box:
        yield box


@contextmanager
def empty_database(kind: str) -> Iterator[str]:
    """Make an empty database; its address is empty for SQLite."""
    if kind == "sqlite":
        yield ""
        return
    if SERVER not in os.environ:
        pytest.skip(LEFT_OUT)
    server = os.environ[SERVER].replace("+psycopg", "")
    name = f"journey_{uuid.uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield f"{os.environ[SERVER]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def running(
    home: Path,
    mailbox: Mailbox,
    database_url: str,
    *options: str,
    host: str = LOCAL,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Forum]:
    """Run a forum as the README does."""
    port = free_port()
    environment = os.environ | {
        "FORUM_HOME": str(home),
        "FORUM_DATABASE_URL": database_url,
        "FORUM_MAIL": f"smtp://127.0.0.1:{mailbox.port}",
        "FORUM_BASE_URL": f"http://{host}:{port}",
        "FORUM_REQUIRE_TOTP": "none",
        **more,
    }
    said: list[str] = []
    with serving(environment, "serve", "--port", str(port), *options) as lines:
        for line in lines:
            said.append(line.strip())
            if line.startswith("Running at"):
                break
        yield Forum(environment["FORUM_BASE_URL"], home, environment, mailbox, said)


@pytest.fixture
def forum(
    tmp_path: Path, mailbox: Mailbox, prepared: tuple[Flask, Store]
) -> Iterator[Forum]:
    """Start a forum that is as new, in a folder with a blank in its name."""
    home = tmp_path / "the home"
    home.mkdir()
    _, store = prepared
    with store.copied(home) as url, running(home, mailbox, url) as forum:
        yield forum


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def peopled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Forum]:
    """Return a forum with people and threads in it, one for all who walk there.

    Each journey has people and threads of its own, so that none meets another.
    """
    home = tmp_path_factory.mktemp(f"peopled {request.param}")
    with (
        taking_mail() as mailbox,
        empty_database(request.param) as url,
        running(home, mailbox, url) as forum,
    ):
        plant(forum)
        yield forum


@pytest.fixture(params=[False, True], ids=WAYS)
def people(
    request: pytest.FixtureRequest, peopled: Forum, chromium: Browser
) -> Iterator[People]:
    """Return people without scripts or with them; no page of theirs has a fault."""
    people = People(chromium, peopled.url, has_scripts=request.param)
    yield people
    assert people.foreign == []
    assert people.errors == []


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return the folder of a forum with demo content, and what it said at its start."""
    home = tmp_path_factory.mktemp("demo") / "the home"
    with taking_mail() as mailbox, running(home, mailbox, "", "--demo") as forum:
        return home, forum.said


@pytest.fixture
def demo_forum(
    demo: tuple[Path, list[str]], tmp_path: Path, mailbox: Mailbox
) -> Iterator[Forum]:
    """Start a forum with its demo content."""
    loaded, said = demo
    home = tmp_path / "demo"
    shutil.copytree(loaded, home)
    with running(home, mailbox, "") as forum:
        yield replace(forum, said=said)
