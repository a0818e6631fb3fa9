"""Atom feeds of what everybody can read, newest first."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from forum.boards.models import Audience, PostState
from forum.core.clock import utcnow
from tests.boards.acts import become, open_to
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.world import TITLE, World

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "http://127.0.0.1:8000"
FEEDS = ("/feed.atom", "/b/performance/feed.atom", "/t/1/feed.atom")


def feed(browser: Browser, path: str) -> ET.Element:
    page = browser.visit(path)
    assert page.status == 200
    assert page.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(page.html.encode())  # noqa: S314 - our own


def text(element: ET.Element, name: str) -> str:
    found = element.find(ATOM + name)
    assert found is not None
    assert found.text is not None
    return found.text


def contents(found: ET.Element) -> list[str]:
    return [text(entry, "content") for entry in found.findall(f"{ATOM}entry")]


def updated(found: ET.Element) -> datetime:
    return datetime.fromisoformat(text(found, "updated"))


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_shows_the_newest_post_first(
    guest: Browser, world: World, path: str
) -> None:
    thread = world.thread(body="The first words.", at=utcnow() - timedelta(days=2))
    world.reply(thread, body="The last words.")

    found = feed(guest, path)

    assert contents(found) == ["<p>The last words.</p>\n", "<p>The first words.</p>\n"]
    entry = found.findall(f"{ATOM}entry")[0]
    assert text(entry, "title") == f"{TITLE}, post 2"
    assert text(entry, "id") == "tag:127.0.0.1,2026:/p/2"
    assert text(found, "id") == f"tag:127.0.0.1,2026:{path}"
    assert text(found, "updated") == text(entry, "updated")
    links = [link.get("href", "") for link in found.iter(f"{ATOM}link")]
    assert all(link.startswith(f"{BASE}/") for link in links)


@pytest.mark.parametrize("path", FEEDS)
def test_what_looks_like_markup_is_text_in_a_feed(
    guest: Browser, world: World, path: str
) -> None:
    world.thread(title='<b>A & B</b> ]]> "quoted"', body="1 < 2 & <script>x</script>")

    found = feed(guest, path)

    entry = found.findall(f"{ATOM}entry")[0]
    assert text(entry, "title") == '<b>A & B</b> ]]> "quoted"'
    assert text(entry, "content").strip() == (
        "<p>1 &lt; 2 &amp; &lt;script&gt;x&lt;/script&gt;</p>"
    )


@pytest.mark.parametrize(
    "state",
    [PostState.HIDDEN, PostState.REMOVED, PostState.REJECTED, PostState.WITHDRAWN],
)
def test_what_nobody_reads_is_in_no_feed(
    guest: Browser, world: World, state: PostState
) -> None:
    thread = world.thread()
    post = world.reply(thread, body="Words that were taken away.")
    assert "Words that were taken away." in guest.visit("/feed.atom").html

    become(world, post, state, "Rule 4: Stay with solar.")

    for path in FEEDS:
        assert len(contents(feed(guest, path))) == 1
        assert "Words that were taken away." not in guest.page.html


def test_replies_of_a_removed_thread_are_in_no_feed(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    world.reply(thread)

    become(world, world.opening_post(thread), PostState.REMOVED, "Rule 1: No ads.")

    for path in FEEDS[:2]:
        assert contents(feed(guest, path)) == []
    assert guest.visit(FEEDS[2]).status == 410


@pytest.mark.usefixtures("mo")
def test_a_feed_holds_the_newest_thirty(guest: Browser, world: World) -> None:
    thread = world.thread()
    for number in range(31):
        world.reply(thread, "mo_mod", f"Answer number {number}.")

    shown = contents(feed(guest, "/feed.atom"))

    assert len(shown) == 30
    assert shown[0] == "<p>Answer number 30.</p>\n"


def test_an_edit_moves_the_date_of_a_feed_but_not_of_publication(
    guest: Browser, ken: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))
    before = feed(guest, "/feed.atom")
    ken.visit(f"/p/{post}/edit")

    ken.submit("/edit", body="Better words than before.")

    after = feed(guest, "/feed.atom")
    assert updated(after) > updated(before)
    published = [text(one, "published") for one in after.iter(f"{ATOM}entry")]
    assert published == [text(one, "published") for one in before.iter(f"{ATOM}entry")]
    assert contents(after) == ["<p>Better words than before.</p>\n"]


def test_a_redaction_moves_the_date_of_a_feed(
    guest: Browser, mo: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken", body="Ask Quillfeather about it."))
    before = feed(guest, "/feed.atom")

    decided(mo, flagged(world, post), "mask", words="Quillfeather")

    after = feed(guest, "/feed.atom")
    assert updated(after) > updated(before)
    assert "Quillfeather" not in guest.page.html


def test_a_feed_without_posts_is_a_feed(guest: Browser) -> None:
    for path in ("/feed.atom", "/b/storage/feed.atom"):
        assert contents(feed(guest, path)) == []


@pytest.mark.parametrize("path", ["/b/nowhere/feed.atom", "/t/77/feed.atom"])
def test_there_is_no_feed_of_what_is_not_there(guest: Browser, path: str) -> None:
    assert guest.visit(path).status == 404


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.STAFF])
def test_there_is_no_feed_of_what_guests_do_not_read(
    guest: Browser, rosa: Browser, world: World, audience: Audience
) -> None:
    world.thread(body="For members only.")
    open_to(world, "performance", audience)

    for browser in (guest, rosa):
        for path in FEEDS[1:]:
            assert browser.visit(path).status == 404
        assert "For members only." not in browser.visit("/feed.atom").html


def test_a_held_thread_has_no_feed(guest: Browser, world: World) -> None:
    world.member("newt", is_new=True)
    thread = world.thread("newt")

    assert guest.visit(f"/t/{thread}/feed.atom").status == 404
    assert contents(feed(guest, "/feed.atom")) == []
