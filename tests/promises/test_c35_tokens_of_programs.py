"""C35: a token shows what it was given for, and nobody but its owner ever has it."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from forum.api.models import ApiToken
from forum.boards.models import Audience, Board
from forum.core.db import db
from forum.rights.queries import copy_of
from tests.api.asking import token_of, with_token
from tests.boards.acts import board_of
from tests.browser import PASSWORD, Browser
from tests.members.joining import link_in
from tests.privacy.raw import raw
from tests.promises.pages import plain_paths
from tests.rights.leaving import erased
from tests.world import World

OWN = "/api/v1/me/notifications"
NEW = "another long sentence of mine"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Collect all that anything logs, however unimportant."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_token_opens_what_it_was_given_for_and_nothing_else(
    app: Flask, guest: Browser, ken: Browser
) -> None:
    sent = {"Authorization": f"Bearer {token_of(ken)}"}
    different = []

    for path in plain_paths(app):
        bare = guest.client.get(path)
        with_it = guest.client.get(path, headers=sent)
        if (bare.status_code, bare.location) != (with_it.status_code, with_it.location):
            different.append(path)

    assert guest.client.get(OWN).status_code == 401
    assert guest.client.get(OWN, headers=sent).status_code == 200
    assert different == []


def test_with_a_token_a_program_reads_no_more_posts_than_a_guest(
    world: World, guest: Browser, ken: Browser
) -> None:
    thread = world.thread("ken")
    with world.writing():
        place = board_of(world, "performance").id
        db.session.get_one(Board, place).read = Audience.MEMBERS
    sent = {"Authorization": f"Bearer {token_of(ken)}"}

    answers = [
        guest.client.get(path, headers=sent)
        for path in (f"/api/v1/threads/{thread}", f"/t/{thread}")
    ]

    assert [one.status_code for one in answers] == [404, 404]


def test_what_it_opens_names_nobody(world: World, guest: Browser, ken: Browser) -> None:
    token = token_of(ken)
    world.reply(world.thread("ken"), "ivy", "Ask me at ivy@example.com, @ken.")

    said = with_token(guest, token).html

    assert json.loads(said)["items"]
    assert "@example.com" not in said
    assert "Testperson" not in said


def test_a_token_is_nowhere_but_with_its_owner(
    app: Flask, world: World, guest: Browser, ken: Browser, log: StringIO
) -> None:
    token = token_of(ken)
    home: Path = app.extensions["settings"].home
    with_token(guest, token)
    with_token(guest, f"{token}x")
    guest.client.get("/nowhere", headers={"Authorization": f"Bearer {token}"})
    world.run_jobs()

    places = [raw(app), log.getvalue().encode()]
    places += [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    with world.reading():
        copy = json.dumps(copy_of(world.member_id("ken")).data)

    assert world.rows(ApiToken)
    secret = token.removeprefix("stf_").encode()
    assert not [place for place in places if secret in place]
    assert token not in copy
    assert world.rows(ApiToken)[0].key.hex() not in copy


def test_nothing_is_written_with_a_token(guest: Browser, ken: Browser) -> None:
    sent = {"Authorization": f"Bearer {token_of(ken)}"}

    for method in ("post", "put", "patch", "delete"):
        assert getattr(guest.client, method)(OWN, headers=sent).status_code == 405


def test_a_token_ends_with_the_password_that_it_was_made_under(
    world: World, guest: Browser, ken: Browser
) -> None:
    token = token_of(ken)
    ken.visit("/reset")
    ken.submit("/reset", email="ken@example.com")
    world.run_jobs()
    link = link_in(world.outbox.to("ken@example.com")[-1])
    guest.visit(link)
    assert guest.submit(link, password=NEW).heading == "Sign in"

    assert with_token(guest, token).status == 401
    guest.sign_in("ken", NEW)
    assert "You have no tokens." in guest.visit("/my/programs").text
    assert PASSWORD != NEW


def test_with_its_member_a_token_is_gone(
    world: World, guest: Browser, ken: Browser
) -> None:
    token = token_of(ken)

    erased(world, world.member_id("ken"))

    assert with_token(guest, token).status == 401
    assert world.rows(ApiToken) == []
