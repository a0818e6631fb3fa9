"""A planted forum is a whole one: by its own pages, recounts, and a real post."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.boards.models import Board, Post, Revision, Thread
from forum.core.db import Base, db
from forum.search.models import IndexedPost
from tests.bench.planting import READER, WRITER, Planted, plant
from tests.bench.wording import COMMON, MIDDLING, RARE, RARE_POSTS
from tests.browser import Browser
from tests.kept import BeginWith
from tests.world import World

POSTS = 2_000
SHORT_LIVED = {"job", "likeness", "member_session"}
"""Gone before long: what waits for the worker, what a gate compares."""


@pytest.fixture
def planted(app: Flask, begin_with: BeginWith) -> Planted:
    return begin_with("planted", lambda: plant(app, POSTS))


def member(world: World, handle: str) -> Browser:
    browser = Browser(world.app)
    browser.begin_session(world.session_of(world.member_id(handle)))
    return browser


def filled(world: World) -> dict[str, int]:
    with world.reading():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def known(row: Base, *more: str) -> dict[str, bool]:
    """Return which columns of a row say something."""
    left_out = {"answer_id", "state_reason", *more}
    names = [c.key for c in row.__mapper__.columns if c.key not in left_out]
    return {name: getattr(row, name) not in {None, ""} for name in names}


def test_its_own_commands_find_nothing_to_mend(planted: Planted, app: Flask) -> None:
    runner = app.test_cli_runner()

    for command in ("search", "counters"):
        done = runner.invoke(args=[command, "check"])
        assert (done.exit_code, done.output.count("\n")) == (0, 1), done.output
    assert planted.posts == POSTS


def test_threads_are_numbered_without_gaps_in_order_of_time(
    planted: Planted, world: World
) -> None:
    posts: dict[int, list[Post]] = {}
    for post in sorted(world.rows(Post), key=lambda one: one.id):
        posts.setdefault(post.thread_id, []).append(post)

    for thread in world.rows(Thread):
        mine = posts[thread.id]
        assert [one.number for one in mine] == list(range(1, len(mine) + 1))
        ends = (mine[0].published_at, mine[-1].published_at)
        assert ends == (thread.opened_at, thread.active_at)
        assert mine == sorted(mine, key=lambda one: one.posted_at)
        writers = (mine[0].author_id, mine[-1].author_id)
        assert writers == (thread.author_id, thread.last_author_id)
    assert len(posts[planted.endless]) == planted.endless_posts >= POSTS // 20
    lengths = sorted(map(len, posts.values()))
    assert lengths[len(lengths) // 2] < sum(lengths) / len(lengths) < lengths[-2]
    bodies = [len(row.body) for row in world.rows(Revision)]
    assert 450 < sum(bodies) / len(bodies) < 750
    assert len(world.rows(Board)) == 20


def test_its_pages_show_what_is_in_it(planted: Planted, world: World) -> None:
    guest = Browser(world.app)
    thread = world.url(planted.endless)
    last = -(-planted.endless_posts // 20)

    assert guest.visit("/").status == 200
    assert len(guest.visit(f"/b/{planted.board}").soup.select("main h3, main li")) > 5
    assert len(guest.visit(thread).soup.select("article.post")) == 20
    assert guest.visit(f"{thread}?page={last}").status == 200
    assert f"#{planted.endless_posts}" in guest.page.text
    for word in (*COMMON, *MIDDLING):
        assert guest.visit(f"/search?q={word}").soup.select("main mark"), word
    assert f"{RARE_POSTS} results" in guest.visit(f"/search?q={RARE}").text
    assert member(world, READER).visit("/unread").status == 200


def test_a_planted_post_leaves_what_a_real_one_leaves(
    planted: Planted, world: World
) -> None:
    before = filled(world)
    writer = member(world, WRITER)
    writer.visit(f"/b/{planted.board}/new")
    writer.submit("/new", title="My first winter with panels", body="Some **snow**.")
    opened = max(row.id for row in world.rows(Thread))
    other = member(world, READER)
    other.visit(f"/t/{opened}/reply?quote={world.opening_post(opened)}")
    (field,) = other.page.soup.select("textarea")
    quoted = field.get_text().removeprefix("\n")
    other.submit("/reply", body=f"{quoted}I see the same.")
    world.run_jobs()

    after = filled(world)
    more = {name for name in after if after[name] > before[name]} - SHORT_LIVED
    assert more >= {"thread", "post", "revision", "quote", "watch", "notification"}
    assert not {name for name in more if not before[name]}
    for model, first in ((Thread, 1), (Post, 1), (Post, 2), (IndexedPost, 2)):
        rows = world.rows(model)
        assert known(rows[first]) == known(rows[-first]), model
