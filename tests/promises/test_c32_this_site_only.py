"""C32: the statement covers this site only, so no page loads anything from another."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from tests.browser import Browser
from tests.promises.conftest import NAVIGATION
from tests.structure.sources import ROOT
from tests.structure.test_crawl import Crawl, crawl, starts
from tests.world import World

HERE = {"", "127.0.0.1:8000", "localhost"}
THERE = "https://pixel.example.net/a.gif"
LOADED = ("src", "srcset", "poster", "data", "background", "manifest", "imagesrcset")
LOADED_LINKS = re.compile(
    r"stylesheet|icon|pre|manifest|dns-|import|modulepreload", re.IGNORECASE
)
IN_STYLE = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
IN_SCRIPT = re.compile(r"[\"'`]((?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\"'`]*)")
HOSTILE = (
    f"![a]({THERE}) <img src='{THERE}'> <iframe src='{THERE}'></iframe>\n\n"
    f"<link rel=stylesheet href='{THERE}'><style>@import '{THERE}'</style>\n\n"
    f"<video poster='{THERE}'></video> <p style='background:url({THERE})'>It\n\n"
    f"![b][c]\n\n[c]: {THERE}\n"
)


def loaded(html: str) -> Iterator[str]:
    """Yield every address that a browser asks for by itself to show a page."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.select("*"):
        yield from _loaded_by(tag)
    for style in [one.get_text() for one in soup.select("style")]:
        yield from in_style(style)


def _loaded_by(tag: Tag) -> Iterator[str]:
    for name in LOADED:
        for part in str(tag.get(name) or "").split(","):
            yield part.strip().partition(" ")[0]
    if tag.name == "link" and LOADED_LINKS.search(str(tag.get("rel"))):
        yield str(tag.get("href"))
    if tag.name in {"image", "use"}:
        yield str(tag.get("href") or tag.get("xlink:href") or "")
    if tag.name == "meta" and "refresh" in str(tag.get("http-equiv", "")).lower():
        yield str(tag["content"]).partition("=")[2]
    yield from in_style(str(tag.get("style") or ""))


def in_style(text: str) -> Iterator[str]:
    """Yield what a style sheet asks for."""
    for match in IN_STYLE.finditer(text):
        yield match[1] or match[2]


def foreign(addresses: Iterator[str]) -> list[str]:
    """Return the addresses that lead to another site."""
    return [
        one
        for one in addresses
        if urlsplit(one).netloc not in HERE or urlsplit(one).scheme not in {"", "http"}
    ]


def walked(browser: Browser, world: World) -> Crawl:
    """Visit everything there is, with a post that wants to load from elsewhere."""
    world.thread("ken", body=HOSTILE)
    return crawl(browser, starts(world.app))


@pytest.mark.parametrize("who", ["guest", "rosa", "mo"])
def test_no_page_loads_anything_from_another_site(
    who: str, request: pytest.FixtureRequest, world: World
) -> None:
    walk = walked(request.getfixturevalue(who), world)

    pages = {at: text for at, text in walk.texts.items() if text.startswith("<!doc")}
    found = {path: foreign(loaded(html)) for path, html in pages.items()}
    assert len(found) > 45
    assert "pixel.example.net" in "".join(walk.texts.values())
    assert not {path: there for path, there in found.items() if there}


@pytest.mark.parametrize(
    "html",
    [
        f"<img src={THERE}>",
        f"<img srcset='/a.png 1x, {THERE} 2x'>",
        "<script src=//pixel.example.net/a.js></script>",
        f"<link rel=preconnect href={THERE}>",
        f"<link rel='apple-touch-icon' href={THERE}>",
        f"<object data={THERE}></object>",
        f"<iframe src={THERE}></iframe>",
        f"<p style='background: url({THERE})'>",
        f"<style>@import '{THERE}';</style>",
        f"<svg><image href={THERE} /></svg>",
        f"<meta http-equiv=refresh content='0;url={THERE}'>",
        "<img src='data:image/png;base64,AAAA'>",
    ],
)
def test_what_a_page_would_load_is_noticed(html: str) -> None:
    assert foreign(loaded(html))


def test_links_alone_load_nothing() -> None:
    html = f"<a href={THERE}>there</a><link rel=canonical href={THERE}><img src=/a.png>"

    assert not foreign(loaded(html))


def test_style_sheets_and_scripts_name_no_other_site() -> None:
    styles = {path.name: path.read_text() for path in (ROOT / "static").rglob("*.css")}
    scripts = {path.name: path.read_text() for path in (ROOT / "static").rglob("*.js")}

    assert styles
    assert scripts
    assert not {n for n, text in styles.items() if foreign(in_style(text))}
    assert not {
        name
        for name, text in scripts.items()
        if [one for one in IN_SCRIPT.findall(text) if "w3.org" not in one]
    }


@pytest.mark.parametrize("path", ["/", "/no-such-page", "/privacy", "/sign-in"])
def test_browsers_are_told_to_load_nothing_from_elsewhere(
    public_forum: Callable[..., Flask], path: str
) -> None:
    browser = Browser(public_forum(**NAVIGATION))

    said = browser.visit(path).headers["Content-Security-Policy"]

    policy = {
        name: sources
        for name, *sources in (one.split() for one in said.split(";") if one.strip())
    }
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-src"] == ["'none'"]
    assert policy["img-src"] == ["'self'"]
    for name in ("script-src", "style-src", "connect-src"):
        assert policy[name] == ["'self'"]
    assert not {source for one in policy.values() for source in one} - {
        "'none'",
        "'self'",
    }


def test_the_statement_says_so(guest: Browser) -> None:
    page = guest.visit("/privacy")

    assert "this statement covers this site only" in page.text
    assert "No page here loads anything from another site" in page.text
