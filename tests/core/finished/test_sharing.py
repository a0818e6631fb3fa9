"""Processes share finished pages through Valkey; none shows what is old."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import URL

import moderation
from forum.app import create_app
from forum.boards.models import PostState
from forum.core.db import db
from forum.settings import load_settings
from tests.boards.acts import become, statements
from tests.valkey import ValkeyServer, valkey_server
from tests.world import World

__all__ = ["valkey_server"]


@contextmanager
def node(app: Flask, valkey: str, **more: str) -> Iterator[FlaskClient]:
    """Run another process's forum on the same database and the same Valkey."""
    with app.app_context():
        url: URL = db.engine.url
    is_lite = url.drivername == "sqlite"
    settings = load_settings(
        home=app.extensions["settings"].home,
        database_url="" if is_lite else url.render_as_string(hide_password=False),
        valkey_url=valkey,
        require_totp="none",
        **more,
    )
    other = create_app(settings, (moderation,))
    # A watching client would have each page made once more, to compare.
    yield FlaskClient(other)
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def cost(client: FlaskClient, path: str) -> int:
    with statements() as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_page_that_one_process_made_is_sent_by_the_other(
    app: Flask, world: World, valkey_server: ValkeyServer
) -> None:
    path = world.url(world.thread("ken"))
    with node(app, valkey_server.url) as one, node(app, valkey_server.url) as other:
        assert cost(one, path) > 0

        assert cost(other, path) == 0
        assert other.get(path).data == one.get(path).data


def test_what_is_taken_away_is_gone_from_both_at_once(
    app: Flask, world: World, valkey_server: ValkeyServer
) -> None:
    thread = world.thread("ken", body="My inverter is a SolarEdge SE7600H.")
    path = world.url(thread)
    with node(app, valkey_server.url) as one, node(app, valkey_server.url) as other:
        assert "SE7600H" in one.get(path).text
        assert "SE7600H" in other.get(path).text

        become(world, world.opening_post(thread), PostState.REMOVED)

        assert "SE7600H" not in one.get(path).text
        assert "SE7600H" not in other.get(path).text


def test_what_stands_there_says_nothing_and_ends_by_itself(
    app: Flask, world: World, valkey_server: ValkeyServer
) -> None:
    thread = world.thread("ken", body="My inverter is a SolarEdge SE7600H.")
    with node(app, valkey_server.url) as one:
        one.get(world.url(thread))

    with valkey_server.client as client:
        kept = {
            key: (client.get(key), client.pttl(key))
            for key in client.scan_iter("soltrex-forum:page:*")
        }
    assert len(kept) == 1
    for key, (content, left) in kept.items():
        assert b"SE7600H" not in key + content
        assert b"/t/" not in key + content
        assert 0 < left <= 600_000


@pytest.mark.parametrize("forged", [b"<h1>forged</h1>", b"gAAAAABforged"])
def test_what_others_wrote_there_is_not_shown(
    app: Flask, world: World, valkey_server: ValkeyServer, forged: bytes
) -> None:
    path = world.url(world.thread("ken"))
    with node(app, valkey_server.url) as one, node(app, valkey_server.url) as other:
        one.get(path)
        with valkey_server.client as client:
            for key in client.scan_iter("soltrex-forum:page:*"):
                client.set(key, forged)

        assert "forged" not in other.get(path).text
        assert other.get(path).status_code == 200


def test_other_settings_make_other_pages(
    app: Flask, world: World, valkey_server: ValkeyServer
) -> None:
    path = world.url(world.thread("ken"))
    url = valkey_server.url
    with node(app, url) as one, node(app, url, operator_name="Sunny Ltd.") as other:
        one.get(path)

        assert "Sunny Ltd." in other.get(path).text


def test_without_valkey_each_process_goes_on_alone(
    app: Flask, world: World, valkey_server: ValkeyServer
) -> None:
    path = world.url(world.thread("ken"))
    with node(app, valkey_server.url) as one, node(app, valkey_server.url) as other:
        one.get(path)
        valkey_server.kill()

        assert cost(other, path) > 0
        assert cost(other, path) == 0
