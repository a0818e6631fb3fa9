"""While another process writes without a pause, no page is older than its request."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import URL

from forum.core.db import db
from forum.core.finished.keeping import pages_of
from forum.members.models import Role
from tests.core.finished.writer import Task, hint_of, writing
from tests.world import World

ROUNDS = 200
HINT = re.compile(r"Round (\d+) of the writer")
REPLIES = re.compile(r"· (\d+) repl")


def url_of(app: Flask) -> str:
    with app.app_context():
        url: URL = db.engine.url
    is_lite = url.drivername == "sqlite"
    return "" if is_lite else url.render_as_string(hide_password=False)


def seen(html: str) -> tuple[int, int]:
    """Return what a page shows of the board, and how many replies it counts."""
    hint, replies = HINT.search(html), REPLIES.search(html)
    assert replies
    return int(hint[1]) if hint else 0, int(replies[1])


@pytest.mark.timeout(300)
def test_what_another_process_has_committed_shows_with_the_next_request(
    app: Flask, world: World
) -> None:
    thread = world.thread("ken")
    author = world.member("sam_staff", Role.MODERATOR)
    path = world.url(thread)
    key = ("http", "127.0.0.1:8000", path, "", "")
    # A watching client would have each page made anew, which takes time.
    client = FlaskClient(app)
    task = Task(app.extensions["settings"].home, url_of(app), author, thread, ROUNDS)
    done, asked, kept = 0, 0, 0

    with writing(task) as told:
        while done < ROUNDS:
            # What is known before the request must show in its answer.
            while told.poll():
                done = told.recv()
            before = pages_of(app).get(key)
            html = client.get(path).text
            hint, replies = seen(html)
            asked += 1
            kept += before is not None and before.body.decode() == html
            assert hint >= done - done % 2, (done, hint)
            assert replies >= (done + 1) // 2, (done, replies)

    assert asked > ROUNDS
    assert kept > asked // 4
    assert hint_of(ROUNDS) in html
