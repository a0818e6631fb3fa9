"""Addresses of threads and posts, and what they say once the thing is gone."""

from urllib.parse import urlsplit

import pytest

from forum.boards.models import PostState, Thread
from forum.core.clock import utcnow
from tests.boards.acts import become, replies
from tests.browser import Browser
from tests.world import BODY, TITLE, World

RULE = "Rule 1: No unsolicited advertising."


def test_a_permanent_link_leads_to_the_page_and_the_post(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    posts = replies(world, thread, 21)

    first = guest.visit(f"/p/{posts[0]}", follow=False)
    last = guest.visit(f"/p/{posts[20]}", follow=False)

    url = world.url(thread)
    assert (first.status, last.status) == (303, 303)
    assert first.headers["Location"] == f"{url}#p{posts[0]}"
    assert last.headers["Location"] == f"{url}?page=2#p{posts[20]}"
    assert f'id="p{posts[20]}"' in guest.visit(f"/p/{posts[20]}").html


def test_another_slug_leads_to_the_right_one_for_good(
    guest: Browser, world: World
) -> None:
    thread = world.thread()

    for path in (f"/t/{thread}", f"/t/{thread}/something-else"):
        page = guest.visit(path, follow=False)
        assert page.status == 301
        assert urlsplit(page.headers["Location"]).path == world.url(thread)


def test_another_slug_keeps_the_page_asked_for(guest: Browser, world: World) -> None:
    thread = world.thread()
    replies(world, thread, 21)

    page = guest.visit(f"/t/{thread}/old?page=2", follow=False)

    assert page.status == 301
    assert page.headers["Location"] == f"{world.url(thread)}?page=2"


@pytest.mark.parametrize(
    "path",
    [
        "/t/99",
        "/t/99/whatever",
        "/p/99",
        "/t/0",
        "/t/-1",
        "/t/1e3",
        "/t/99999999999999999999",
        "/p/2147483648",
        "/t/٣",
        "/t/99/feed.atom",
        "/t/%00",
    ],
)
def test_what_never_was_is_not_found(guest: Browser, path: str) -> None:
    page = guest.visit(path)

    assert page.status == 404
    assert page.heading == "We cannot find this page"


def test_a_removed_thread_says_who_took_it_and_why(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    url = world.url(thread)

    become(world, world.opening_post(thread), PostState.REMOVED, RULE)

    page = guest.visit(url)
    assert page.status == 410
    assert f"A moderator removed this thread. {RULE}" in page.text
    assert TITLE not in page.text
    assert BODY not in page.html
    assert world.row(Thread, thread).state is PostState.REMOVED


def test_a_removed_thread_takes_its_replies_along(
    guest: Browser, rosa: Browser, world: World
) -> None:
    thread = world.thread()
    reply = world.reply(thread, body="A reply that stood below.")

    become(world, world.opening_post(thread), PostState.REMOVED, RULE)

    for browser in (guest, rosa):
        assert browser.visit(f"/p/{reply}").status in {404, 410}
        assert "A reply that stood below." not in browser.visit("/feed.atom").html
    assert rosa.visit(f"/t/{thread}/reply").status == 410


def test_its_author_still_sees_a_removed_thread(ken: Browser, world: World) -> None:
    thread = world.thread("ken")

    become(world, world.opening_post(thread), PostState.REMOVED, RULE)

    page = ken.visit(world.url(thread))
    assert page.status == 200
    assert RULE in page.text
    assert BODY in page.text
    assert "Only you and the moderators can see it." in page.text


def test_a_withdrawn_thread_says_so(guest: Browser, ken: Browser, world: World) -> None:
    thread = world.thread("ken")
    url = world.url(thread)
    ken.visit(f"/p/{world.opening_post(thread)}/withdraw")

    ken.submit("/withdraw")

    page = guest.visit(url)
    assert page.status == 410
    assert "This thread was withdrawn by its author." in page.text


def test_a_removed_reply_leaves_its_place_and_the_rule(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    reply = world.reply(thread, body="Buy from me, cheap.")
    world.reply(thread, body="A reply behind it.", at=utcnow())

    become(world, reply, PostState.REMOVED, RULE)

    page = guest.visit(world.url(thread))
    assert "Buy from me, cheap." not in page.html
    assert f"Removed by a moderator. {RULE}" in page.text
    assert "#2" in page.text
    assert "A reply behind it." in page.text
    assert guest.visit(f"/p/{reply}").status == 200
