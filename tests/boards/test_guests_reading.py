"""Guests who read: no cookie on any page, and nothing sent twice."""

from urllib.parse import urlsplit

import pytest

from forum.boards.models import PostState
from forum.members.models import MemberSession
from tests.boards.acts import become, counted
from tests.browser import Browser
from tests.world import BODY, World

PAGES_MAX = 80
STARTS = (
    "/",
    "/feed.atom",
    "/robots.txt",
    "/healthz",
    "/readyz",
    "/.well-known/security.txt",
    "/privacy/retention",
    "/nowhere",
)


def links_on(html: Browser) -> set[str]:
    """Return where the present page leads within the forum."""
    addresses = {str(link["href"]) for link in html.page.soup.select("[href]")}
    own = {address.partition("#")[0] for address in addresses}
    return {one for one in own if one.startswith("/") and not one.startswith("//")}


def test_no_page_a_guest_can_reach_sets_a_cookie(guest: Browser, world: World) -> None:
    thread = world.thread(tags=("snow",))
    become(world, world.reply(thread), PostState.REMOVED, "Rule 1: No advertising.")
    waiting, seen = list(STARTS), set(STARTS)

    while waiting and len(seen) < PAGES_MAX:
        answer = guest.client.get(waiting.pop(0))
        assert "Set-Cookie" not in answer.headers, answer.request.path
        assert answer.status_code < 500, answer.request.path
        answer.close()
        if answer.mimetype == "text/html":
            guest.visit(answer.request.full_path)
            waiting += sorted(links_on(guest) - seen)
            seen |= links_on(guest)

    paths = {urlsplit(path).path for path in seen}
    assert {"/latest", "/b/care", "/sign-in", "/register", "/rules"} <= paths
    assert world.url(thread) in paths
    assert counted(world, MemberSession) == 0


@pytest.mark.parametrize(
    "path", ["/", "/latest", "/b/performance", "/feed.atom", "thread"]
)
def test_a_page_that_did_not_change_is_not_sent_again(
    guest: Browser, world: World, path: str
) -> None:
    thread = world.thread()
    url = world.url(thread) if path == "thread" else path
    first = guest.visit(url)

    again = guest.client.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, no-cache"
    assert again.status_code == 304
    assert again.get_data() == b""


@pytest.mark.parametrize(
    "path", ["/", "/latest", "/b/performance", "/feed.atom", "thread"]
)
def test_a_page_is_sent_anew_once_somebody_replied(
    guest: Browser, world: World, path: str
) -> None:
    thread = world.thread()
    url = world.url(thread) if path == "thread" else path
    first = guest.visit(url)

    world.reply(thread, body="Something new to read.")

    again = guest.client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_a_redacted_page_is_not_kept_by_any_cache(guest: Browser, world: World) -> None:
    thread = world.thread()
    first = guest.visit(world.url(thread))

    become(world, world.opening_post(thread), PostState.REMOVED, "Rule 1: No ads.")

    again = guest.client.get(
        world.url(thread), headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 410
    assert "public" not in again.headers["Cache-Control"]
    assert BODY not in again.get_data(as_text=True)


def test_what_a_member_sees_is_kept_by_nobody(rosa: Browser, world: World) -> None:
    thread = world.thread()

    page = rosa.visit(world.url(thread))

    assert page.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in page.headers


def test_a_guest_is_asked_to_sign_in_before_writing(
    guest: Browser, world: World
) -> None:
    thread = world.thread()

    page = guest.visit(f"/t/{thread}/reply")

    assert page.status == 401
    assert "Everyone can read. To write, you need an account." in page.text
    assert "Set-Cookie" not in page.headers
    assert not guest.visit(world.url(thread)).forms("/reply")
