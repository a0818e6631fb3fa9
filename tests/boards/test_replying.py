"""Replying through the form below a thread and through the composer."""

import pytest

from forum.boards.models import Post, PostState, Thread
from tests.boards.acts import become, body_of, counted, lock, send
from tests.browser import Browser
from tests.world import World

REPLY = "Ours did the same after the last update."


def test_a_reply_stands_below_the_thread(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread()
    rosa.visit(world.url(thread))

    page = rosa.submit(f"/t/{thread}/reply", body=REPLY)

    assert page.path == world.url(thread)
    assert REPLY in guest.visit(world.url(thread)).text
    found = world.row(Thread, thread)
    assert (found.reply_count, found.last_number) == (1, 2)
    assert found.last_author_id == world.member_id("rosa")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "Write something before you post"),
        ("\u3000\n", "Write something before you post"),
        ("!", "Write at least 2 characters"),
        ("y" * 20_001, "20,000 is the most. Split it into two posts"),
    ],
)
def test_a_reply_that_is_too_short_or_too_long_is_shown_back(
    rosa: Browser, world: World, body: str, said: str
) -> None:
    thread = world.thread()
    rosa.visit(world.url(thread))

    page = rosa.submit(f"/t/{thread}/reply", body=body)

    assert page.status == 422
    assert said in page.text
    assert body_of(page) == body
    assert counted(world, Post) == 1


def test_a_reply_to_a_thread_that_is_not_there_keeps_the_text(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")
    fields = rosa.page.values("/reply")
    fields["body"] = REPLY

    page = rosa.post("/t/9999/reply", fields)

    assert page.status == 404
    assert REPLY in page.text
    assert counted(world, Post) == 1


def test_a_held_thread_of_somebody_else_is_not_found(
    rosa: Browser, world: World
) -> None:
    world.member("newcomer", is_new=True)
    held = world.thread("newcomer")

    assert world.row(Thread, held).state is PostState.HELD
    assert rosa.visit(f"/t/{held}/reply").status == 404


def test_a_locked_thread_takes_no_replies(rosa: Browser, world: World) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")
    lock(world, thread)

    page = rosa.submit("/reply", body=REPLY)

    assert page.status == 403
    assert "This thread is locked. You can read it, but not reply." in page.text
    assert REPLY in page.text
    assert counted(world, Post) == 1


def test_a_locked_thread_offers_no_form_and_says_why(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()

    lock(world, thread, "The question is answered.")

    page = rosa.visit(world.url(thread))
    assert not page.forms("/reply")
    assert "This thread is locked" in page.text
    assert "The question is answered." in page.text


def test_staff_still_reply_to_a_locked_thread(mo: Browser, world: World) -> None:
    thread = world.thread()
    lock(world, thread)

    page = send(mo, thread, "It was the fuse, for the record.")

    assert page.status == 200
    assert world.row(Thread, thread).reply_count == 1


def test_a_removed_thread_takes_no_replies(rosa: Browser, world: World) -> None:
    thread = world.thread()
    rosa.visit(f"/t/{thread}/reply")
    become(world, world.opening_post(thread), PostState.REMOVED, "Rule 1: No ads.")

    page = rosa.submit("/reply", body=REPLY)

    assert page.status == 410
    assert REPLY in page.text
    assert counted(world, Post) == 1


def test_the_author_of_a_held_thread_waits_too(world: World) -> None:
    world.member("newcomer", is_new=True)
    held = world.thread("newcomer")
    browser = Browser(world.app)
    browser.sign_in("newcomer")

    page = browser.visit(f"/t/{held}/reply")

    assert page.status == 403
    assert "takes no replies before a moderator has read it" in page.text
