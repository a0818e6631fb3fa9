"""Moving a thread to another board, and keeping one on top for a time."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from forum.boards.models import Thread, ThreadStub
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.retention import sweep
from moderation.models import Decision, ModAction, Reviewable, Statement, TargetType
from moderation.news import undoers
from tests.browser import Browser
from tests.moderation.cases import flagged
from tests.moderation.reshaped import WHY, board_slug, miscounted, tool, undone
from tests.world import TITLE, World


def test_a_moved_thread_keeps_its_address_and_the_counts(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken", board="care")
    url = world.url(thread)

    page = tool(mo, thread, "move", board="grid")

    assert "The thread is moved." in page.text
    assert guest.visit(url).status == 200
    assert board_slug(world, thread) == "grid"
    assert miscounted(world) == []
    (decision,) = world.rows(Decision)
    assert decision.public_reason == WHY


def test_the_old_board_says_for_thirty_days_where_it_went(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken", board="care")
    tool(mo, thread, "move", board="grid")

    shown = guest.visit("/b/care")
    assert "Moved to another board" in shown.text
    assert shown.link(TITLE) == world.url(thread)
    assert "Moved to another board" not in guest.visit("/b/grid").text

    with time_machine.travel(utcnow() + timedelta(days=30, minutes=1)):
        assert "Moved to another board" not in guest.visit("/b/care").text
        with world.reading():
            sweep(utcnow())
    assert world.rows(ThreadStub) == []


def test_the_line_on_the_old_board_can_be_left_out(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread("ken", board="care")
    mo.visit(f"/moderation/threads/{thread}/move")
    fields = mo.page.values("/move")
    del fields["stub"]
    fields["board"], fields["reason"] = "grid", WHY

    mo.post(f"/moderation/threads/{thread}/move", fields)

    assert board_slug(world, thread) == "grid"
    assert "Moved to another board" not in guest.visit("/b/care").text


def test_who_started_a_thread_is_told_where_it_is(
    mo: Browser, ken: Browser, world: World
) -> None:
    thread = world.thread("ken", board="care")

    tool(mo, thread, "move", board="grid")

    (statement,) = world.rows(Statement)
    page = ken.visit(f"/my/decisions/{statement.id}")
    assert "We moved your thread" in page.text
    assert WHY in page.text
    assert "Grid, rates and incentives" in page.text


def test_open_cases_go_along(mo: Browser, world: World) -> None:
    thread = world.thread("ken", board="care")
    case = flagged(world, world.opening_post(thread))

    tool(mo, thread, "move", board="grid")

    board = world.row(Thread, thread).board_id
    assert world.row(Reviewable, case).board_id == board


def test_a_move_is_undone_within_a_day(mo: Browser, world: World) -> None:
    thread = world.thread("ken", board="care")
    tool(mo, thread, "move", board="grid")

    late = utcnow() + timedelta(hours=25)
    assert undone(world, "move", late) == "This can be taken back for 24 hours only."
    assert undone(world, "move") == ""

    assert board_slug(world, thread) == "care"
    assert miscounted(world) == []
    assert world.rows(ThreadStub) == []


def test_a_move_is_not_undone_after_another(mo: Browser, world: World) -> None:
    thread = world.thread("ken", board="care")
    tool(mo, thread, "move", board="grid")
    tool(mo, thread, "move", board="storage")
    with world.writing():
        first_move = db.session.scalars(
            select(ModAction).order_by(ModAction.id)
        ).first()
        assert first_move is not None

        said = dict(undoers)[first_move.kind](first_move, utcnow())

    assert said == "The thread was moved on since then."
    assert board_slug(world, thread) == "storage"


@pytest.mark.parametrize("wrong", [{"board": "nowhere"}, {"reason": ""}])
def test_a_move_needs_a_board_and_a_reason(
    mo: Browser, world: World, wrong: dict[str, str]
) -> None:
    thread = world.thread("ken", board="care")

    page = tool(mo, thread, "move", **({"board": "grid"} | wrong))

    assert page.status == 422
    assert page.soup.select(".summary")
    assert board_slug(world, thread) == "care"
    assert world.rows(ModAction) == []


def test_a_pin_ends_after_thirty_days_by_itself(
    mo: Browser, guest: Browser, world: World
) -> None:
    world.thread("eva", board="care", title="A newer question about snow")
    thread = world.thread("ken", board="care", at=utcnow() - timedelta(days=9))
    mo.visit(f"/moderation/threads/{thread}")
    chosen = [one["value"] for one in mo.page.soup.select("#days [selected]")]
    assert chosen == ["30"]
    pinned(mo, thread, "30")
    assert first(guest) == TITLE

    with time_machine.travel(utcnow() + timedelta(days=30, minutes=1)):
        with world.reading():
            sweep(utcnow())
        assert first(guest) == "A newer question about snow"

    found = world.row(Thread, thread)
    assert (found.pinned, found.pinned_until) == (False, None)


def test_a_pin_stays_if_it_is_to(mo: Browser, world: World) -> None:
    thread = world.thread("ken", board="care")
    pinned(mo, thread, "0")

    with time_machine.travel(utcnow() + timedelta(days=400)), world.reading():
        sweep(utcnow())

    assert world.row(Thread, thread).pinned


def test_pins_and_locks_are_undone(mo: Browser, world: World) -> None:
    thread = world.thread("ken", board="care")
    for deed in ("pin", "lock"):
        mo.visit(f"/moderation/threads/{thread}")
        mo.submit(f"/threads/{thread}", deed=deed, reason="Solved.")

    assert [undone(world, "pin"), undone(world, "lock")] == ["", ""]

    found = world.row(Thread, thread)
    assert (found.pinned, found.locked_at, found.lock_reason) == (False, None, "")
    assert undone(world, "pin") == "The thread was pinned or unpinned since."
    kinds = {one.target_type for one in world.rows(ModAction)}
    assert kinds == {TargetType.THREAD}


def first(browser: Browser) -> str:
    """Return the title that stands first on the board about care."""
    return browser.visit("/b/care").soup.select(".thread__t")[0].get_text()


def pinned(browser: Browser, thread: int, days: str) -> None:
    """Pin a thread through its form, for so many days."""
    browser.visit(f"/moderation/threads/{thread}")
    browser.submit(f"/threads/{thread}", deed="pin", days=days)
