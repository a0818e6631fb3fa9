"""A page of twenty posts: how much travels, in how many turns, and nothing jumps."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.checkers.busy import POSTS, READER, Busy
from tests.gallery.windows import HEIGHT, PHONE, WIDE

KB = 1000
TOGETHER_MAX = 60 * KB
"""All that a thread's page needs, without the pictures in its posts."""
FIRST_FLIGHT = 14_600
"""Bytes that a server sends before it waits to hear back: ten packets of 1,460."""
PICTURES = ("/attachments/", "/signs/")
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
    for (const one of list.getEntries()) window.shifts.push(
        [one.value, ...one.sources.map(({node}) => node?.textContent.slice(0, 80))]);
}).observe({type: "layout-shift", buffered: true});
"""
BLOCKING = """performance.getEntriesByType("resource")
    .filter(one => one.renderBlockingStatus == "blocking").map(one => one.name)"""
LATE = 0.1
"""Seconds that each picture takes to come, so that what jumps is seen to."""
WHO = pytest.mark.parametrize("who", ["", READER], ids=["guest", "member"])


@contextmanager
def opened(
    busy: Busy, chromium: Browser, who: str, width: int = WIDE
) -> Iterator[Page]:
    """Open a window that has seen nothing of the forum yet."""
    window = chromium.new_context(
        base_url=busy.url, viewport={"width": width, "height": HEIGHT}
    )
    if who:
        token = busy.world.session_of(busy.world.member_id(who))
        cookie: Any = {"name": "session", "value": token, "url": busy.url}
        window.add_cookies([cookie])
    yield window.new_page()
    window.close()


def travelled(page: Page, path: str) -> dict[str, int]:
    """Open a page; return the bytes of each answer as they came, headers and all."""
    devtools = page.context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def begin(said: dict[str, Any]) -> None:
        names[said["requestId"]] = urlsplit(said["request"]["url"]).path

    def end(said: dict[str, Any]) -> None:
        name = names[said["requestId"]]
        sizes[name] = sizes.get(name, 0) + int(said["encodedDataLength"])

    devtools.on("Network.requestWillBeSent", begin)
    devtools.on("Network.loadingFinished", end)
    devtools.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    return sizes


@WHO
def test_a_page_of_twenty_posts_is_light(
    busy: Busy, chromium: Browser, who: str
) -> None:
    with opened(busy, chromium, who) as page:
        sizes = travelled(page, busy.pages["thread"])
        posts = page.locator("article.post").count()

    counted = {name: n for name, n in sizes.items() if not name.startswith(PICTURES)}
    assert posts == POSTS
    assert {"/static/site.css", "/static/icons.svg"} < set(counted)
    assert sum(counted.values()) <= TOGETHER_MAX, counted


@WHO
def test_a_page_is_usable_after_one_turn(
    busy: Busy, chromium: Browser, who: str
) -> None:
    with opened(busy, chromium, who) as page:
        sizes = travelled(page, busy.pages["thread"])
        blocking = [urlsplit(one).path for one in page.evaluate(BLOCKING)]
        inline = page.locator("script:not([type=module]):not([defer]):not([async])")
        others = page.locator("script:not([type='application/ld+json'])")

        assert blocking == ["/static/site.css"]
        assert inline.and_(others).count() == 0
    assert sizes[busy.pages["thread"]] <= FIRST_FLIGHT
    assert sizes["/static/site.css"] <= FIRST_FLIGHT


def test_what_was_fetched_once_is_not_fetched_again(
    busy: Busy, chromium: Browser
) -> None:
    with opened(busy, chromium, "") as page:
        page.goto(busy.pages["board"], wait_until="networkidle")
        page.goto(busy.pages["thread"], wait_until="networkidle")
        page.goto(busy.pages["home"], wait_until="networkidle")
        again = travelled(page, busy.pages["thread"])

    fetched = [name for name, size in again.items() if size]
    assert fetched == [busy.pages["thread"]]


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", ["home", "board", "thread", "search"])
@WHO
def test_nothing_on_a_page_jumps(
    busy: Busy, chromium: Browser, who: str, name: str, width: int
) -> None:
    jumped = _jumps(busy, chromium, who, name, width)

    # On a busy machine half a page may be painted before the rest of it is read;
    # what the page itself does it does each time.
    assert not jumped or _jumps(busy, chromium, who, name, width) == []


def _jumps(
    busy: Busy, chromium: Browser, who: str, name: str, width: int
) -> list[object]:
    """Read a page to its end; return what changed its place meanwhile."""
    with opened(busy, chromium, who, width) as page:
        page.add_init_script(SHIFTS)
        page.route(lambda url: urlsplit(url).path.startswith(PICTURES), _late)
        page.goto(busy.pages[name], wait_until="networkidle")
        for _ in range(_screens(page)):
            page.mouse.wheel(0, HEIGHT)
            page.wait_for_timeout(50)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        jumped: list[object] = page.evaluate("window.shifts")
        return jumped


def _late(route: Route) -> None:
    time.sleep(LATE)
    route.continue_()


def _screens(page: Page) -> int:
    height: int = page.evaluate("document.documentElement.scrollHeight")
    return height // HEIGHT + 1
