"""C13: one session cookie, none that lasts, and nothing else in the browser."""

import re
from collections.abc import Callable
from http.cookies import Morsel, SimpleCookie
from pathlib import Path

from flask import Flask

from tests.browser import PASSWORD, Browser
from tests.world import World

STATIC = Path(__file__).parents[2] / "static"
STORES = re.compile(
    r"localStorage|sessionStorage|indexedDB|\bcaches\b|serviceWorker|document\.cookie"
)


def signed_in(app: Flask) -> list[str]:
    """Sign Rosa in; return the cookies that were set."""
    World(app).member("rosa")
    browser = Browser(app)
    browser.visit("/sign-in")
    page = browser.submit("/sign-in", follow=False, login="rosa", password=PASSWORD)
    assert page.status == 303
    return page.headers.getlist("Set-Cookie")


def only(headers: list[str]) -> "Morsel[str]":
    """Return the one cookie of an answer."""
    (header,) = headers
    ((_, morsel),) = SimpleCookie(header).items()
    return morsel


def test_the_cookie_ends_with_the_browser(app: Flask) -> None:
    cookie = only(signed_in(app))

    assert cookie.key == "session"
    assert not cookie["expires"]
    assert not cookie["max-age"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")
    assert not cookie["domain"]


def test_over_https_no_other_site_can_set_or_read_it(
    public_forum: Callable[..., Flask],
) -> None:
    cookie = only(signed_in(public_forum()))

    assert cookie.key == "__Host-session"
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")
    assert not cookie["expires"]
    assert not cookie["max-age"]
    assert not cookie["domain"]


def test_signing_out_takes_it_away(rosa: Browser) -> None:
    rosa.visit("/")

    page = rosa.submit("/sign-out", follow=False)

    cookie = only(page.headers.getlist("Set-Cookie"))
    assert (cookie.key, cookie.value, cookie["max-age"]) == ("session", "", "0")
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_page_with_a_cookie_is_kept_by_nobody(app: Flask, world: World) -> None:
    world.member("rosa")
    browser = Browser(app)
    browser.visit("/sign-in")

    page = browser.submit("/sign-in", follow=False, login="rosa", password=PASSWORD)

    assert page.headers["Cache-Control"] == "private, no-store"


def test_reading_on_sets_no_further_cookie(rosa: Browser) -> None:
    for path in ("/", "/my", "/b/performance", "/b/performance/new"):
        assert "Set-Cookie" not in rosa.visit(path).headers


def test_no_script_keeps_anything_in_the_browser() -> None:
    scripts = {path.name: path.read_text() for path in STATIC.rglob("*.js")}

    assert scripts
    assert STORES.search("window.localStorage.setItem()")
    assert not [name for name, code in scripts.items() if STORES.search(code)]
