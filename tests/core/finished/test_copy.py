"""Pages of guests are made from a copy of the database, if that is not behind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL

import moderation
from forum.app import create_app
from forum.core.db import COPY, db
from forum.settings import BadSettings, load_settings
from tests.members.provider.real import free_port
from tests.stores import PostgresStore, Store
from tests.world import World

Node = Callable[[str], FlaskClient]


@pytest.fixture
def url(prepared: tuple[Flask, Store]) -> str:
    app, store = prepared
    if not isinstance(store, PostgresStore):
        pytest.skip("SQLite has no copies that follow it")
    with app.app_context():
        known: URL = db.engine.url
    return known.render_as_string(hide_password=False)


@pytest.fixture
def node(app: Flask, url: str) -> Iterator[Node]:
    """Return a way to run a forum that has a copy."""
    made: list[Flask] = []

    def node(copy: str) -> FlaskClient:
        home = app.extensions["settings"].home
        settings = load_settings(
            home=home, database_url=url, database_replica_url=copy, require_totp="none"
        )
        other = create_app(settings, (moderation,))
        made.append(other)
        # A watching client would have each page made once more, to compare.
        return FlaskClient(other)

    yield node
    for one in made:
        with one.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()


@contextmanager
def asked_of_the_copy(client: FlaskClient) -> Iterator[list[str]]:
    """Collect what the copy is asked."""
    with client.application.app_context():
        copy = db.engines[COPY]
    asked: list[str] = []

    def note(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if connection.engine is copy:
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_pages_of_guests_are_made_from_the_copy(
    node: Node, url: str, world: World
) -> None:
    path = world.url(world.thread("ken", title="Output dropped since April"))
    client = node(url)

    with asked_of_the_copy(client) as asked:
        page = client.get(path).text

    assert "Output dropped since April" in page
    assert any("FROM post " in one for one in asked)


def test_a_copy_that_is_behind_is_not_read(
    node: Node, prepared: tuple[Flask, Store], world: World, tmp_path: Path
) -> None:
    _, store = prepared
    path = world.url(world.thread("ken", title="Output dropped since April"))
    with store.copied(tmp_path) as late:
        client = node(late)
        with asked_of_the_copy(client) as asked:
            page = client.get(path).text
        with client.application.app_context():
            db.engines[COPY].dispose()

    assert "Output dropped since April" in page
    assert not any("FROM post " in one for one in asked)


def test_a_copy_that_is_away_is_left_alone(node: Node, world: World) -> None:
    path = world.url(world.thread("ken", title="Output dropped since April"))
    client = node(f"postgresql://forum@127.0.0.1:{free_port()}/none")

    assert "Output dropped since April" in client.get(path).text
    said = client.application.test_cli_runner().invoke(args=["doctor"]).output
    assert "copy: does not answer" in said


@contextmanager
def breaking_off(url: str) -> Iterator[None]:
    """Let the server end the connection on which posts are asked for, once."""
    ended: list[int] = []

    def end(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "FROM post " in statement and not ended:
            ended.append(connection.connection.driver_connection.info.backend_pid)
            with psycopg.connect(url.replace("+psycopg", "")) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", ended)

    event.listen(Engine, "before_cursor_execute", end)
    yield
    event.remove(Engine, "before_cursor_execute", end)
    assert ended


def test_a_copy_that_breaks_off_costs_nobody_a_page(
    node: Node, url: str, world: World
) -> None:
    path = world.url(world.thread("ken", title="Output dropped since April"))
    client = node(url)

    with breaking_off(url), asked_of_the_copy(client) as asked:
        first = client.get(path)
    with asked_of_the_copy(client) as then:
        client.get(f"{path}?print=1")

    assert first.status_code == 200
    assert "Output dropped since April" in first.text
    assert any("FROM post " in one for one in asked)
    assert then == []


def test_members_read_and_write_the_database_itself(
    node: Node, url: str, world: World
) -> None:
    path = world.url(world.thread("ken"))
    client = node(url)
    token = world.session_of(world.member("rosa"))
    client.set_cookie("session", token, domain="127.0.0.1")

    with asked_of_the_copy(client) as asked:
        assert client.get(path).status_code == 200

    assert asked == []


def test_sqlite_takes_no_copy() -> None:
    with pytest.raises(BadSettings, match="FORUM_DATABASE_REPLICA_URL is for Postgre"):
        load_settings(database_replica_url="postgresql://127.0.0.1/forum")
