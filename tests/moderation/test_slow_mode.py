"""Slow mode: in a thread each member writes only so often, for a while."""

from datetime import timedelta

import time_machine

from forum.boards.models import Thread
from forum.core.clock import utcnow
from moderation.models import ModAction
from tests.boards.acts import send
from tests.browser import Browser
from tests.moderation.reshaped import undone
from tests.world import World

WHY = "Please read before you answer."


def slowed(browser: Browser, thread: int, minutes: int = 10) -> None:
    """Slow a thread down through its page."""
    browser.visit(f"/moderation/threads/{thread}/slow")
    browser.submit("/slow", minutes=str(minutes), days="1", reason=WHY)


def test_a_second_post_waits_and_its_text_is_kept(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    slowed(mo, thread)
    assert WHY in rosa.visit(world.url(thread)).text
    with time_machine.travel(utcnow() + timedelta(minutes=1), tick=False):
        send(rosa, thread, "My first answer.")

    with time_machine.travel(utcnow() + timedelta(minutes=4), tick=False):
        page = send(rosa, thread, "My second answer.")

        assert page.status == 429
        assert page.headers["Retry-After"] == "420"
        assert "My second answer." in page.html
        assert WHY in page.text
    with time_machine.travel(utcnow() + timedelta(minutes=12), tick=False):
        assert send(rosa, thread, "My second answer.").status == 200
    assert world.row(Thread, thread).reply_count == 2


def test_it_does_not_hold_for_moderators_and_not_for_others(
    mo: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread("ken")
    slowed(mo, thread)

    pages = [send(mo, thread, f"Answer {number}.") for number in (1, 2)]
    pages.append(send(rosa, thread, "My first answer."))

    assert [page.status for page in pages] == [200, 200, 200]


def test_it_ends_by_itself(mo: Browser, rosa: Browser, world: World) -> None:
    thread = world.thread("ken")
    slowed(mo, thread, 1440)

    with time_machine.travel(utcnow() + timedelta(days=1, minutes=1)):
        assert "Slow mode" not in rosa.visit(world.url(thread)).text


def test_it_is_ended_and_undone(mo: Browser, world: World) -> None:
    thread = world.thread("ken")
    slowed(mo, thread)
    mo.visit(f"/moderation/threads/{thread}/slow")

    page = mo.post(
        f"/moderation/threads/{thread}/slow", {**mo.page.values("/slow"), "end": "1"}
    )

    assert "Everybody can post here as often as ever." in page.text
    assert world.row(Thread, thread).slow_minutes == 0
    assert undone(world, "slow") == ""
    assert world.row(Thread, thread).slow_minutes == 10
    assert world.row(Thread, thread).slow_reason == WHY


def test_it_needs_a_reason(mo: Browser, world: World) -> None:
    thread = world.thread("ken")
    mo.visit(f"/moderation/threads/{thread}/slow")

    page = mo.submit("/slow", minutes="10", days="1", reason="")

    assert page.status == 422
    assert world.rows(ModAction) == []
