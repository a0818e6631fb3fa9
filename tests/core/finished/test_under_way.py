"""A page that many ask for at once is made once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from flask.testing import FlaskClient

from tests.boards.acts import statements
from tests.world import World

AT_ONCE = 8
PACKED = {"Accept-Encoding": "gzip"}


def test_of_many_who_ask_at_once_one_has_it_made(app: Flask, world: World) -> None:
    path = world.url(world.thread("ken"))
    ready = threading.Barrier(AT_ONCE)

    def asked() -> bytes:
        ready.wait()
        # A watching client would have it made once more, to compare.
        content: bytes = FlaskClient(app).get(path, headers=PACKED).data
        return content

    with statements() as made, ThreadPoolExecutor(AT_ONCE) as pool:
        pages = list(pool.map(lambda _: asked(), range(AT_ONCE)))

    assert len({*pages}) == 1
    assert len([one for one in made if "post.number BETWEEN" in one]) == 1


def test_nobody_waits_for_a_page_that_is_not_kept(app: Flask) -> None:
    client = FlaskClient(app)
    client.get("/contact")
    client.get("/about")

    assert kind(app, "/contact") == ""
    assert kind(app, "/about") == "site.about"


def kind(app: Flask, path: str) -> str:
    """Return for which kind of page others would wait."""
    with app.test_request_context(path) as context:
        asked = context.request.environ
    found: str = app.extensions["answering"].underway.kind(asked)
    return found


def test_whoever_waits_for_a_page_that_failed_has_it_made(
    app: Flask, world: World
) -> None:
    path = world.url(world.thread("ken"))
    gone = f"{path}-of-yesterday"
    client = FlaskClient(app)

    assert client.get(gone).status_code == 301
    assert client.get(gone, follow_redirects=True).status_code == 200
