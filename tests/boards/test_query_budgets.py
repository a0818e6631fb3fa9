"""How many queries each public page costs, however much stands on it."""

import pytest

from forum.boards.models import Thread
from tests.boards.acts import hurried, replies, statements, threads
from tests.browser import Browser
from tests.world import World

AS_GUEST = {
    "/": 4,
    "/latest": 2,
    "/b/performance": 2,
    "/b/performance?show=unanswered": 3,
    "/b/performance?show=solved": 3,
    "/b/performance?tag=snow": 3,
    "/t/{thread}/{slug}": 2,
    "/t/{thread}/{slug}?print=1": 2,
    "/p/{post}": 1,
    "/feed.atom": 1,
    "/b/performance/feed.atom": 3,
    "/t/{thread}/feed.atom": 3,
    "/m/ken": 1,
    "/rules": 1,
    "/about": 0,
    "/formatting": 0,
    "/contact": 0,
    "/learn": 0,
    "/support": 0,
    "/systems": 2,
    "/statistics": 2,
    "/privacy": 0,
    "/terms": 0,
    "/privacy/v/1": 0,
    "/privacy/retention": 1,
    "/privacy/data": 0,
    "/privacy/cookies": 0,
    "/privacy/intermediaries": 0,
    "/promises": 0,
    "/robots.txt": 0,
    "/sitemap.xml": 1,
    "/sitemap-boards.xml": 3,
    "/sitemap-threads-1.xml": 1,
    "/api": 0,
    "/api/v1/boards": 3,
    "/api/v1/threads": 1,
    "/api/v1/threads?board=performance": 2,
    "/api/v1/threads/{thread}": 1,
    "/api/v1/threads/{thread}/posts": 2,
    "/api/v1/posts": 1,
    "/api/v1/posts/{post}": 3,
    "/api/v1/openapi.json": 0,
    "/api/v1/search?q=answer": 1,
    "/.well-known/security.txt": 0,
    "/healthz": 0,
    "/sign-in": 0,
    "/register": 0,
}
MORE_AS_MEMBER = {
    "/": 1,
    "/latest": 1,
    "/b/performance": 2,
    "/b/performance?show=unanswered": 2,
    "/b/performance?show=solved": 2,
    "/b/performance?tag=snow": 2,
    "/t/{thread}/{slug}": 3,
    "/t/{thread}/{slug}?print=1": 0,
    "/b/performance/feed.atom": 0,
}
SESSION, UNREAD = 1, 2
"""Unread are decisions and reports, and notifications."""
NO_HEADER = {"/p/{post}", "/robots.txt", "/.well-known/security.txt", "/healthz"}
OF_PROGRAMS = "/api/v1/"
LEFT_OUT = {"/sign-in", "/register"}


def filled(world: World) -> dict[str, object]:
    """Fill the forum with sixty posts; return what addresses are made of."""
    by = hurried(world)
    thread = world.thread(by, tags=("snow",))
    replies(world, thread, 30)
    threads(world, "performance", 29)
    return {"thread": thread, "slug": slug(world, thread), "post": 1}


def slug(world: World, thread: int) -> str:
    return world.url(thread).rpartition("/")[2]


def cost(browser: Browser, path: str) -> int:
    with statements() as asked:
        page = browser.visit(path, follow=False)
    assert page.status in {200, 303}, path
    return len([one for one in asked if one.startswith(("SELECT", "WITH"))])


def costs(
    browser: Browser, parts: dict[str, object], paths: dict[str, int]
) -> dict[str, int]:
    return {path: cost(browser, path.format(**parts)) for path in paths}


def test_pages_cost_a_guest_what_is_said_with_one_post_or_sixty(
    guest: Browser, world: World
) -> None:
    thread = world.thread(tags=("snow",))
    parts: dict[str, object] = {
        "thread": thread,
        "slug": slug(world, thread),
        "post": 1,
    }

    with_one = costs(guest, parts, AS_GUEST)
    parts = filled(world)
    with_sixty = costs(guest, parts, AS_GUEST)

    assert with_one == AS_GUEST
    assert with_sixty == AS_GUEST


def test_pages_cost_a_member_what_is_said_with_one_post_or_sixty(
    rosa: Browser, world: World
) -> None:
    expected = {
        path: queries
        + MORE_AS_MEMBER.get(path, 0)
        + SESSION
        + (0 if path in NO_HEADER or path.startswith(OF_PROGRAMS) else UNREAD)
        for path, queries in AS_GUEST.items()
        if path not in LEFT_OUT
    }
    thread = world.thread(tags=("snow",))
    parts: dict[str, object] = {
        "thread": thread,
        "slug": slug(world, thread),
        "post": 1,
    }

    with_one = costs(rosa, parts, expected)
    parts = filled(world)
    with_sixty = costs(rosa, parts, expected)

    assert with_one == expected
    assert with_sixty == expected


@pytest.mark.parametrize("path", ["/", "/latest", "/b/performance"])
def test_no_page_with_a_list_of_threads_loads_their_posts(
    guest: Browser, world: World, path: str
) -> None:
    world.thread()

    with statements() as asked:
        guest.visit(path)

    assert asked
    assert not any("post.html" in one for one in asked)
    assert len(world.rows(Thread)) == 1
