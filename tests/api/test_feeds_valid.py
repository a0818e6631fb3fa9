"""Feeds keep every rule of RFC 4287, and name things so that they stay the same."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from forum.boards.models import PostState
from tests.api.asking import path_of
from tests.boards.acts import become, replies
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.moderation.reshaped import tool
from tests.world import World

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas/atom.rng"))
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/feed.atom", "/b/performance/feed.atom", "/t/1/feed.atom")
TAG = re.compile(r"tag:[\w.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w/.~%-]+")
WEB = re.compile(r"https?://[^\s<>\"]+")
NEWEST = 30


def problems(xml: str) -> list[str]:
    """Return which rules of RFC 4287 a feed breaks, and what readers stumble over."""
    try:
        root = etree.fromstring(xml.encode())
    except etree.XMLSyntaxError as wrong:
        return [str(wrong)]
    if not GRAMMAR.validate(root):
        return [one.message for one in GRAMMAR.error_log]
    read = feedparser.parse(xml)
    stumbled = [str(read.bozo_exception)] if read.bozo else []
    found = [*stumbled, *_said_once(root), *_of_feed(root)]
    return [*found, *(one for entry in root.iter(f"{ATOM}entry") for one in _of(entry))]


def _said_once(root: etree._Element) -> Iterator[str]:
    """Yield what a grammar cannot count: names, and ways to the same thing."""
    names = Counter(_text(one, "id") for one in root.iter(f"{ATOM}entry"))
    yield from (f"names {one} twice" for one, times in names.items() if times > 1)
    for part in (root, *root.iter(f"{ATOM}entry")):
        ways = Counter(
            (one.get("rel", "alternate"), one.get("type"), one.get("hreflang"))
            for one in part.findall(f"{ATOM}link")
        )
        yield from (f"leads {way} twice" for way, times in ways.items() if times > 1)


def _of_feed(root: etree._Element) -> Iterator[str]:
    links = {one.get("rel"): one.get("href", "") for one in root.findall(f"{ATOM}link")}
    yield from (f"has no link {one}" for one in ("self", "alternate") - links.keys())
    entries = root.findall(f"{ATOM}entry")
    if len(entries) > NEWEST:
        yield "has more entries than it should"
    moments = [_moment(one, "updated") for one in entries]
    if moments and max(moments) > _moment(root, "updated"):
        yield "is older than what is in it"
    yield from _of_container(root)


def _of(entry: etree._Element) -> Iterator[str]:
    yield from _of_container(entry)
    if entry.find(f"{ATOM}author") is None:
        yield "has an entry by nobody"
    if _moment(entry, "published") > _moment(entry, "updated"):
        yield "has an entry that changed before it was there"
    content = entry.find(f"{ATOM}content")
    if content is not None and content.get("type") == "html":
        yield from _of_words(content.text or "")


def _of_words(html: str) -> Iterator[str]:
    """Yield what no reader should have to trust: scripts, forms, frames, styles."""
    for one in BeautifulSoup(html, "html.parser").find_all(True):
        if one.name in {"script", "style", "iframe", "form", "object", "embed", "img"}:
            yield f"has an entry with <{one.name}>"
        names = [name for name in one.attrs if name.startswith("on") or name == "style"]
        address = str(one.get("href", ""))
        if names or address.lower().startswith(("javascript:", "data:")):
            yield f"has an entry with {names or address}"


def _of_container(part: etree._Element) -> Iterator[str]:
    if not TAG.fullmatch(_text(part, "id")):
        yield f"has a name that may change: {_text(part, 'id')}"
    for one in part.iter(f"{ATOM}link"):
        if not WEB.fullmatch(one.get("href", "")):
            yield f"leads to {one.get('href')}"


def _moment(part: etree._Element, name: str) -> datetime:
    return datetime.fromisoformat(_text(part, name))


def _text(part: etree._Element, name: str) -> str:
    return part.findtext(ATOM + name) or ""


def entries(browser: Browser, path: str) -> dict[str, tuple[str, str]]:
    """Return date and content of each entry by its name."""
    page = browser.visit(path)
    assert page.status == 200
    assert problems(page.html) == []
    root = etree.fromstring(page.html.encode())
    return {
        _text(one, "id"): (_text(one, "updated"), _text(one, "content"))
        for one in root.findall(f"{ATOM}entry")
    }


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_keeps_the_rules(guest: Browser, world: World, path: str) -> None:
    thread = world.thread(
        "ken", title="A & B <c> ]]>", body="| a |\n|---|\n| ü |\n\n> q"
    )
    world.reply(thread, body="See https://www.example.com/?a=1&b=2 for *more*.")

    assert len(entries(guest, path)) == 2
    read = feedparser.parse(guest.page.html)
    assert read.version == "atom10"
    assert [one.author for one in read.entries] == ["ivy", "ken"]
    assert path_of(read.feed.links[0].href) == path
    for one in read.entries:
        assert guest.visit(path_of(one.link)).status == 200


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_the_thirty_newest(guest: Browser, world: World, path: str) -> None:
    posts = replies(world, world.thread("ken"), NEWEST + 2)

    names = list(entries(guest, path))

    newest = [f"tag:127.0.0.1,2026:/p/{post}" for post in reversed(posts)]
    assert names == newest[:NEWEST]


def test_nobody_trusts_a_feed_with_more_than_a_page_would_show(
    guest: Browser, world: World
) -> None:
    hostile = (
        "<script>alert(1)</script> <img src=x onerror=alert(1)> "
        "[x](javascript:alert(1)) ![y](https://www.example.com/y.png)"
    )
    world.thread("ken", title="<script>alert(1)</script>", body=hostile)

    ((_, (_, content)),) = entries(guest, "/feed.atom").items()

    words = BeautifulSoup(content, "html.parser").text
    assert "<script>alert(1)</script>" in words
    read = feedparser.parse(guest.page.html).entries[0]
    assert BeautifulSoup(read.content[0].value, "html.parser").text == words.strip()


def test_a_feed_without_entries_keeps_the_rules(guest: Browser) -> None:
    assert entries(guest, "/feed.atom") == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<updated>", "<updated>x"),
        ("<id>tag:", "<id>x:"),
        ("<title>", "<subtitle>x</subtitle><subtitle>x</subtitle><title>"),
        ('rel="self"', 'rel="next"'),
        ("<author>", "<author><email>x</email>"),
        ("<entry>", "<entry><published>2026</published>"),
        ("<published>", "<foreign>x</foreign><published>"),
        ("<title>", "<title type='text/html'>"),
        ("<updated>2026", "<updated>2001"),
        ("&lt;p&gt;", "&lt;p onclick=x&gt;"),
        ("<entry>", "<entry><link href='/p/1'/>"),
        ("</feed>", ""),
    ],
)
def test_a_broken_feed_would_be_noticed(
    guest: Browser, world: World, before: str, after: str
) -> None:
    world.thread("ken")
    xml = guest.visit("/feed.atom").html
    assert problems(xml) == []

    assert before in xml
    assert problems(xml.replace(before, after))


def test_an_entry_keeps_its_name_wherever_its_post_goes(
    guest: Browser, mo: Browser, world: World
) -> None:
    first = world.thread("ken", board="care")
    second = world.thread("eva", title="Snow on the modules", board="care")
    before = set(entries(guest, "/feed.atom"))

    tool(mo, first, "move", board="grid")
    tool(mo, second, "merge", into=str(first))

    assert set(entries(guest, "/feed.atom")) == before
    assert before == {f"tag:127.0.0.1,2026:/p/{one}" for one in (1, 2)}


def test_a_redaction_has_readers_fetch_the_entry_anew(
    guest: Browser, mo: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken", body="Ask Quillfeather about it."))
    ((name, (at, _)),) = entries(guest, "/feed.atom").items()
    tag = guest.page.headers["ETag"]

    decided(mo, flagged(world, post), "mask", words="Quillfeather")

    answer = guest.client.get("/feed.atom", headers={"If-None-Match": tag})
    ((same, (later, content)),) = entries(guest, "/feed.atom").items()
    assert answer.status_code == 200
    assert same == name
    assert datetime.fromisoformat(later) > datetime.fromisoformat(at)
    assert "Quillfeather" not in content


def test_a_feed_that_did_not_change_is_not_sent_again(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    tag = guest.visit("/feed.atom").headers["ETag"]

    same = guest.client.get("/feed.atom", headers={"If-None-Match": tag})
    become(world, world.opening_post(thread), PostState.REMOVED, "Rule 1: No ads.")
    changed = guest.client.get("/feed.atom", headers={"If-None-Match": tag})

    assert (same.status_code, changed.status_code) == (304, 200)
