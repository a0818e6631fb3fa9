"""Demo content: loaded once, and gone without a trace."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from forum.boards.models import Board, Thread
from forum.core.answers import Refused
from forum.core.jobs import Job
from forum.members.models import Member
from tests.browser import Browser
from tests.kept import BeginWith
from tests.site.commands import Run, counts
from tests.world import BODY, TITLE, World

STAYS = {"audit_event", "audit_payload", "audit_head", "page_version"}
"""The log keeps that something happened; marks, that pages changed."""


@pytest.fixture
def load(run: Run, begin_with: BeginWith) -> Callable[[], str]:
    """Return a way to begin with the demo content; it returns what was printed."""

    def first() -> str:
        done = run("demo", "load")
        assert done.exit_code == 0, done.exception
        return done.output

    return lambda: begin_with("demo", first)


def password_in(output: str) -> str:
    """Return the password that the command printed."""
    found = re.search(r"with the password\n  ([a-z ]+)\n", output)
    assert found is not None, output
    return found[1]


def test_the_demo_is_loaded_once_and_can_be_signed_in_to(
    load: Callable[[], str], run: Run, guest: Browser, world: World
) -> None:
    first = load()
    before = counts(world)

    second = run("demo", "load")

    assert second.exit_code == 0
    assert second.output == "The demo content is there already.\n"
    assert counts(world) == before
    assert before["thread"] > 10
    assert guest.sign_in("demo_operator", password_in(first)).status == 200
    assert guest.visit("/admin/outbox").status == 200
    assert not [job for job in world.rows(Job) if job.kind == "mail"]


def test_a_purge_leaves_nothing_of_the_demo_and_what_its_members_wrote(
    load: Callable[[], str], run: Run, guest: Browser, world: World
) -> None:
    before = counts(world)
    loaded = load()
    guest.sign_in("sunnyridge", password_in(loaded))
    guest.visit("/b/performance/new")
    assert guest.submit("/b/performance/new", title=TITLE, body=BODY).status == 200

    done = run("demo", "purge")
    world.run_jobs()

    assert done.exit_code == 0, done.exception
    assert re.match(r"Deleted \d+ threads and \d+ members", done.output)
    after = counts(world)
    left = {name: count for name, count in after.items() if count != before[name]}
    assert set(left) <= STAYS, left
    assert {board.thread_count for board in world.rows(Board)} == {0}


def test_a_board_with_real_members_takes_no_demo(run: Run, world: World) -> None:
    world.member("rosa")

    done = run("demo", "load")

    assert isinstance(done.exception, Refused)
    assert "This forum has real members." in str(done.exception)
    assert [member.handle for member in world.rows(Member)] == ["rosa"]


def test_a_forum_that_others_reach_takes_no_demo(
    app: Flask, run: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = app.extensions["settings"].model_copy(
        update={"base_url": "https://forum.example.com"}
    )
    monkeypatch.setitem(app.extensions, "settings", public)

    done = run("demo", "load")

    assert isinstance(done.exception, Refused)
    assert "This forum is reached from other machines." in str(done.exception)
    assert world.rows(Member) == []


def test_a_purge_refuses_while_real_posts_stand_in_demo_threads(
    load: Callable[[], str], run: Run, world: World
) -> None:
    load()
    thread = next(one.id for one in world.rows(Thread) if one.locked_at is None)
    world.reply(thread, "rosa")
    before = counts(world)

    done = run("demo", "purge")

    assert isinstance(done.exception, Refused)
    assert "1 posts of real members" in str(done.exception)
    assert counts(world) == before


def test_the_demo_shows_answers_thanks_and_bookmarks_and_they_go_with_it(
    load: Callable[[], str], run: Run, guest: Browser, world: World
) -> None:
    load()

    assert "Solved" in guest.visit("/b/grid?show=solved").text
    assert len([one for one in world.rows(Thread) if one.answer_id]) == 7
    assert counts(world)["thanks"] > 15
    assert counts(world)["bookmark"] > 5

    run("demo", "purge")

    assert counts(world).get("thanks", 0) == counts(world).get("bookmark", 0) == 0
