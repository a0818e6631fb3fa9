"""C8: nobody has to register to read; registering gives more."""

import pytest

from forum.boards.models import Post
from moderation.models import Flag
from tests.boards.acts import counted
from tests.browser import Browser
from tests.promises.pages import deep_paths, plain_paths
from tests.structure.scene import scene
from tests.world import BODY, World

PRIVATE = (
    *("/my", "/admin", "/moderation", "/confirm", "/left", "/delete", "/drafts"),
    *("/notifications", "/unread"),
    *("/sign-in/return", "/sign-in/second-step"),
)
"""How addresses begin whose pages are for members, or for staff, alone."""
NO_PAGES = [
    "/feed.atom",
    "/b/performance/feed.atom",
    "/t/1/feed.atom",
    "/robots.txt",
    "/healthz",
    "/static/site.css",
    "/.well-known/security.txt",
    "/sitemap.xml",
    "/sitemap-boards.xml",
    "/api/v1/boards",
    "/api/v1/threads",
    "/api/v1/posts",
    "/api/v1/search?q=frost",
    "/api/v1/openapi.json",
]


def test_a_guest_reads_every_public_page_without_a_cookie(
    guest: Browser, world: World
) -> None:
    pages = plain_paths(world.app)
    public = {path for path in pages if not path.startswith(PRIVATE)}
    deep = [path for path in deep_paths(world) if not path.endswith("/flag")]

    answers = {path: guest.client.get(path) for path in [*public, *deep, *NO_PAGES]}

    assert len(answers) > 25
    assert not {path for path, one in answers.items() if one.status_code != 200}
    assert not {path for path, one in answers.items() if "Set-Cookie" in one.headers}
    for answer in answers.values():
        answer.close()


def test_not_even_an_error_gives_a_guest_a_cookie(guest: Browser) -> None:
    for path in ("/nowhere", "/my", "/t/99", "/verify/x", "/latest?page=0"):
        with guest.client.get(path) as answer:
            assert answer.status_code >= 400
            assert "Set-Cookie" not in answer.headers


def test_a_guest_is_offered_to_sign_in_where_members_write(
    guest: Browser, rosa: Browser, world: World
) -> None:
    url = world.url(world.thread())

    assert not guest.visit(url).soup.select("main textarea")
    assert "sign in" in guest.page.soup.select("main")[0].get_text().casefold()
    assert rosa.visit(url).soup.select("main textarea[name=body]")


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_needs_an_account_says_so(
    guest: Browser, world: World, method: str
) -> None:
    at = scene(world)
    posts, flags = counted(world, Post), counted(world, Flag)
    token = {"csrf_token": guest.visit("/sign-in").values("/sign-in")["csrf_token"]}
    paths = [
        "/b/performance/new",
        f"/t/{at.thread}/reply",
        f"/p/{at.post}/edit",
        f"/p/{at.post}/withdraw",
    ]

    for path in paths:
        if method == "get":
            page = guest.visit(path, follow=False)
        else:
            page = guest.post(path, {**token, "body": BODY}, follow=False)
        asked = page.status == 401 or "/sign-in" in page.headers.get("Location", "")
        assert asked, (path, page.status)
    assert counted(world, Post) == posts
    assert counted(world, Flag) == flags


def test_what_a_guest_wrote_is_not_lost(guest: Browser, world: World) -> None:
    thread = world.thread()
    token = {"csrf_token": guest.visit("/sign-in").values("/sign-in")["csrf_token"]}

    page = guest.post(f"/t/{thread}/reply", {**token, "body": "Twelve modules, south."})

    assert page.status == 401
    assert "Twelve modules, south." in page.text
    assert page.values(f"/t/{thread}/reply")["body"] == "Twelve modules, south."
