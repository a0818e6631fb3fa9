"""A form sent twice, the same words again, and too many posts at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from forum.boards import rules
from forum.boards.models import Post, Thread
from forum.core.clock import utcnow
from tests.boards.acts import counted, long_ago, send
from tests.browser import Browser
from tests.world import BODY, TITLE, World

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOST = "127.0.0.1"
REPLY = "The very same words."


def test_a_form_sent_twice_makes_one_post(rosa: Browser, world: World) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")
    fields = rosa.page.values("/reply")
    fields["body"] = REPLY

    first = rosa.post(f"/t/{thread}/reply", fields)
    second = rosa.post(f"/t/{thread}/reply", fields)

    assert (first.status, second.status) == (200, 200)
    assert "You posted this already." in second.text
    assert counted(world, Post) == 2
    assert world.row(Thread, thread).reply_count == 1


def test_a_thread_sent_twice_is_opened_once(rosa: Browser, world: World) -> None:
    rosa.visit("/b/care/new")
    fields = rosa.page.values("/b/care/new")
    fields["title"], fields["body"] = TITLE, BODY

    rosa.post("/b/care/new", fields)
    second = rosa.post("/b/care/new", fields)

    assert second.heading == TITLE
    assert counted(world, Thread) == 1


@pytest.mark.parametrize("kind", ["reply", "thread"])
def test_a_form_sent_twice_at_once_makes_one_post(
    app: Flask, rosa: Browser, world: World, kind: str
) -> None:
    thread = world.thread()
    path = f"/t/{thread}/reply" if kind == "reply" else "/b/care/new"
    rosa.visit(path)
    fields = rosa.page.values(path)
    fields["title"], fields["body"] = TITLE, REPLY
    cookie = rosa.client.get_cookie("session", HOST)
    assert cookie is not None

    def post(_: int) -> int:
        return sent(app, cookie.value, path, fields)

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(post, range(4)))

    assert statuses == [303] * 4
    assert counted(world, Post) == 2


def sent(app: Flask, cookie: str, path: str, fields: "MultiDict[str, str]") -> int:
    """Send a form from a browser of its own."""
    client = app.test_client()
    client.set_cookie("session", cookie, domain=HOST)
    return client.post(path, data=fields).status_code


def test_the_same_words_again_make_no_second_post(rosa: Browser, world: World) -> None:
    thread = world.thread()
    send(rosa, thread, REPLY)

    page = send(rosa, thread, REPLY)

    assert "You posted this already." in page.text
    assert counted(world, Post) == 2


def test_the_same_words_are_taken_after_a_while(rosa: Browser, world: World) -> None:
    thread = world.thread()
    send(rosa, thread, REPLY)
    long_ago(world)

    page = send(rosa, thread, REPLY)

    assert "Your post is public." in page.text
    assert counted(world, Post) == 3


def test_somebody_else_may_say_the_same(
    rosa: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, REPLY)

    send(ivy, thread, REPLY)

    assert counted(world, Post) == 3


def test_who_posts_too_fast_waits_and_loses_nothing(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, "The first of two replies.")

    page = send(rosa, thread, "The second of two replies.")

    assert page.status == 429
    assert 0 < int(page.headers["Retry-After"]) <= 10
    assert "You sent several posts in a short time." in page.text
    assert "The second of two replies." in page.text
    assert counted(world, Post) == 2


def test_what_had_to_wait_can_be_sent_from_the_same_page(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, "The first of two replies.")
    send(rosa, thread, "The second of two replies.")
    long_ago(world)

    page = rosa.submit(f"/t/{thread}/reply")

    assert page.status == 200
    assert world.row(Thread, thread).reply_count == 2


def test_nobody_opens_more_than_five_threads_in_an_hour(
    rosa: Browser, world: World
) -> None:
    for minutes in (50, 40, 30, 20, 10):
        world.thread("rosa", at=utcnow() - timedelta(minutes=minutes))
    rosa.visit("/b/care/new")

    page = rosa.submit("/b/care/new", title=TITLE, body=BODY)

    assert page.status == 429
    assert page.headers["Retry-After"] == "1800"
    assert "30 minutes" in page.heading
    assert counted(world, Thread) == 5


@pytest.mark.parametrize(
    ("ago", "in_an_hour", "is_new", "wait"),
    [
        (None, 0, False, 0),
        (timedelta(seconds=10), 1, False, 0),
        (timedelta(seconds=4), 1, False, 6),
        (timedelta(seconds=10), 1, True, 50),
        (timedelta(seconds=60), 1, True, 0),
        (timedelta(minutes=30), 29, False, 0),
        (timedelta(minutes=30), 30, False, 1800),
        (timedelta(seconds=-5), 1, False, 0),
    ],
)
def test_how_long_a_member_waits(
    ago: timedelta | None, in_an_hour: int, is_new: bool, wait: int
) -> None:
    newest = None if ago is None else NOW - ago

    assert rules.pause(newest, in_an_hour, is_new, NOW) == wait
