"""What is said of tables holds: pages of guests read none of those they never show."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import inspect

from forum.core.db import Base, db
from forum.core.finished.versions import MOST, Shown, of_thread, shown_tables
from tests.boards.acts import statements
from tests.browser import Browser
from tests.promises.pages import deep_paths, plain_paths
from tests.world import World

READS = re.compile(r"\b(?:FROM|JOIN)\s+\"?(\w+)", re.IGNORECASE)


def told(app: Flask) -> list[Shown]:
    with app.app_context():
        return list(shown_tables)


@contextmanager
def tables_read() -> Iterator[set[str]]:
    found: set[str] = set()
    with statements() as asked:
        yield found
    found |= {name.lower() for one in asked for name in READS.findall(one)}


def marks_of(app: Flask, path: str) -> set[str] | None:
    """Return the scopes a page was kept under; None if it was not kept."""
    with app.test_request_context(path) as context:
        page = app.extensions["answering"].standing(context.request.environ)
    return {scope for scope, _ in page.marks} if page else None


def test_pages_that_are_kept_read_no_table_they_never_show(
    guest: Browser, app: Flask, world: World
) -> None:
    nowhere = frozenset().union(*(one.nowhere for one in told(app)))
    kept = 0
    for path in [*deep_paths(world), *plain_paths(app)]:
        app.extensions["pages"].clear()
        with tables_read() as read:
            guest.visit(path, follow=False)
        if marks_of(app, path) is not None:
            kept += 1
            assert not read & nowhere, path

    assert kept > 20


def test_pages_of_threads_read_no_table_they_never_show(
    guest: Browser, app: Flask, world: World
) -> None:
    thread = world.thread("ken")
    world.reply(thread, "ivy")
    path = world.url(thread)

    with tables_read() as read:
        guest.visit(path)

    left_out = frozenset().union(*(one.not_in_threads for one in told(app)))
    assert marks_of(app, path) == {MOST, of_thread(thread)}
    assert not read & left_out


def test_what_is_said_is_said_of_tables_that_there_are(app: Flask) -> None:
    with app.app_context():
        there = set(Base.metadata.tables) | set(inspect(db.engine).get_table_names())
    of_an_index = {"post_fts"}
    for one in told(app):
        named = one.nowhere | one.not_in_threads | one.of_a_thread | one.everywhere
        assert named <= there | of_an_index
