"""What the next page says is written along with what happened, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, get_flashed_messages
from sqlalchemy import Connection, Engine, event

from forum.core.db import transaction
from forum.members.sessions import flash_if_kept
from tests.browser import Browser
from tests.world import World

PUBLIC = "Your post is public."


class Broken(Exception):
    """What keeps a transaction from its end."""


def test_a_reply_and_what_is_said_of_it_are_one_transaction(
    world: World, rosa: Browser
) -> None:
    path = f"/t/{world.thread()}/reply"
    rosa.visit(path)
    fields = rosa.page.values(path)
    fields["body"] = "Ours did the same in its second winter."

    with kept() as times:
        response = rosa.client.post(path, data=fields)

    assert response.status_code == 303
    assert len(times) == 1
    assert PUBLIC in rosa.visit(response.location).text
    assert PUBLIC not in rosa.visit(response.location).text


def test_what_was_not_kept_is_not_said(app: Flask, world: World) -> None:
    rosa = Browser(app)
    token = world.session_of(world.member("rosa"))
    rosa.begin_session(token)

    with app.test_request_context("/", headers={"Cookie": f"session={token}"}) as asked:
        with pytest.raises(Broken):
            broken_off()
        assert get_flashed_messages() == []
        app.session_interface.save_session(app, asked.session, app.response_class())

    assert PUBLIC not in rosa.visit("/").text


def broken_off() -> None:
    """Let a transaction fail that was to say something."""
    with transaction():
        flash_if_kept(PUBLIC, "ok")
        raise Broken


@contextmanager
def kept() -> Iterator[list[Connection]]:
    """Note each transaction that writes and is kept."""
    found: list[Connection] = []

    def note(connection: Connection) -> None:
        if connection.get_execution_options().get("access") == "write":
            found.append(connection)

    event.listen(Engine, "commit", note)
    try:
        yield found
    finally:
        event.remove(Engine, "commit", note)
