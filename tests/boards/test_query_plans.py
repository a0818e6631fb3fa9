"""No page goes through a whole table, or through all that is published."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from forum.core.clock import utcnow
from forum.core.db import db
from forum.following import actions as following
from tests.boards.acts import composing, replies, threads
from tests.boards.test_query_budgets import AS_GUEST
from tests.browser import Browser
from tests.world import World

GROWS = "post revision thread watch read_up_to quote thanks notification post_index"
GROW = GROWS.split()
WHOLE = re.compile(rf"SCAN ({'|'.join(GROW)})(?! USING| AS)\b")
BY_STATE = re.compile(rf"SEARCH ({'|'.join(GROW)}) USING .*\(state=\?")
COUNTED_SO_FAR = "SELECT count(*) AS count_1 \nFROM (SELECT thread.id AS id"
"""A list counts its threads, but no further than a thousand."""
NOT_FOR_READING = ("/systems", "/statistics", "/sitemap", "/api/v1/openapi")
PAGES = [page for page in AS_GUEST if not page.startswith(NOT_FOR_READING)]


@contextmanager
def plans(world: World) -> Iterator[list[str]]:
    """Collect how the database goes about all it is asked."""
    asked: dict[str, Any] = {}

    def note(*said: Any) -> None:
        asked[said[2]] = said[3][0] if said[5] else said[3]

    event.listen(Engine, "before_cursor_execute", note)
    found: list[str] = []
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with world.reading():
        own = db.session.connection()
        for statement, values in asked.items():
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                rows = own.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                found += [f"{row[3]}: {statement}" for row in rows]


def slow(found: list[str]) -> list[str]:
    assert found
    wrong = [one for one in found if WHOLE.match(one) or BY_STATE.match(one)]
    return [one for one in wrong if COUNTED_SO_FAR not in one]


@pytest.fixture
def thread(world: World) -> int:
    """Fill a forum on SQLite a little; the plans do not depend on how much."""
    with world.reading():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL plans by what the tables hold")
    threads(world, "performance", 3)
    thread = world.thread(tags=("snow",))
    replies(world, thread, 3)
    return thread


def visit_all(browser: Browser, world: World, thread: int, pages: list[str]) -> None:
    slug = world.url(thread).rpartition("/")[2]
    for page in pages:
        path = page.format(thread=thread, slug=slug, post=1)
        assert browser.visit(path, follow=False).status in {200, 303}, path


def test_no_page_for_guests_does(guest: Browser, world: World, thread: int) -> None:
    with plans(world) as found:
        visit_all(guest, world, thread, PAGES)

    assert slow(found) == []


def test_no_page_for_members_does(rosa: Browser, world: World, thread: int) -> None:
    with world.writing():
        following.mark_board_read(world.member_id("rosa"), 1, utcnow())
    more = ["/unread", "/following", "/notifications", "/bookmarks", "/m/ken"]
    reachable = [one for one in more if rosa.visit(one).status == 200]

    with plans(world) as found:
        visit_all(rosa, world, thread, [*PAGES, *reachable])

    assert "/unread" in reachable
    assert slow(found) == []


def test_no_reply_and_no_new_thread_does(
    rosa: Browser, world: World, thread: int
) -> None:
    with plans(world) as found:
        composing(rosa, thread)
        rosa.submit(f"/t/{thread}/reply", body="Ours did the same in March.")
        rosa.visit("/b/performance/new")
        world.member("ivy")
        rosa.submit("/new", title="What about April?", body="The sun came out.")
        rosa.visit(f"{world.url(thread)}?page=1")

    assert slow(found) == []
