"""All pages of a forum that has something to show, and its error pages."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.datastructures import Headers

from forum.members.models import Role
from tests.browser import Browser, Page
from tests.kept import BeginWith
from tests.structure.scene import scene
from tests.world import World

NO_PAGES = {
    "static",
    "layers.style_sheet",
    "site.healthz",
    "site.readyz",
    "site.robots",
    "site.security_txt",
    "search.feed",
    "search.similar",
    "privacy.leave",
    "systems.suggest",
    "boards.mentions",
    "figures.file",
    "moderation.live",
    "sitemaps.every",
    "sitemaps.boards",
    "api.boards",
    "api.threads",
    "api.posts",
    "api.search",
    "api.my_notifications",
    "api.openapi",
}
"""Addresses that answer with something other than a page."""
PEOPLE = {"rosa": ("rosa", Role.MEMBER), "mo": ("mo_mod", Role.MODERATOR)}
Kept = tuple[int, str, str, list[tuple[str, str]]]


def plain_paths(app: Flask) -> list[str]:
    """Return the address of every page that needs nothing but its address."""
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not rule.arguments
        and rule.endpoint not in NO_PAGES
    )


def deep_paths(world: World) -> list[str]:
    """Make something to show; return the pages that everybody can read of it."""
    at = scene(world)
    return [
        at.url,
        "/b/performance",
        "/b/performance?show=unanswered",
        "/m/ken",
        f"/p/{at.post}/flag",
        "/privacy/v/1",
        "/terms/v/1",
    ]


def pages_of(who: str, begin_with: BeginWith, world: World) -> list[Page]:
    """Return all pages as a guest, Rosa or Mo sees them, walked through once."""

    def walk() -> list[Kept]:
        browser = Browser(world.app)
        if who in PEOPLE:
            member = world.member(*PEOPLE[who])
            browser.begin_session(world.session_of(member))
        seen = all_pages(browser, world)
        return [(one.status, one.path, one.html, [*one.headers]) for one in seen]

    kept = begin_with(f"pages{who}", walk)
    return [
        Page(status, path, html, Headers(headers))
        for status, path, html, headers in kept
    ]


def all_pages(browser: Browser, world: World) -> Iterator[Page]:
    """Visit every page, and those that say that something is not possible."""
    for path in [*plain_paths(world.app), *deep_paths(world)]:
        page = browser.visit(path)
        assert page.status in {200, 401, 403}, (path, page.status)
        yield page
    yield from error_pages(browser)


def error_pages(browser: Browser) -> Iterator[Page]:
    """Visit an error page of each kind that any visitor can meet."""
    answers = {
        400: browser.post("/sign-in", {"login": "somebody"}),
        403: browser.post("/sign-in", {}, headers={"Sec-Fetch-Site": "cross-site"}),
        404: browser.visit("/no-such-page"),
        405: browser.post("/about", browser.visit("/sign-in").values("/sign-in")),
        410: browser.visit("/reset/a-link-of-last-year"),
        413: browser.post("/sign-in", {"login": "x" * 600_000}),
        422: _unfinished(browser),
        429: _hurried(browser),
    }
    assert {page.status for page in answers.values()} == set(answers)
    yield from answers.values()


def _unfinished(browser: Browser) -> Page:
    browser.visit("/reset")
    return browser.submit("/reset", email="nothing")


def _hurried(browser: Browser) -> Page:
    browser.visit("/reset")
    for _ in range(12):
        page = browser.submit("/reset", email="nothing")
        if page.status == 429:
            break
    return page
