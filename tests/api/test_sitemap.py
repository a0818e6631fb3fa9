"""The sitemap and robots.txt: what search engines may list, and who is to stay away."""

import re
from datetime import datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from flask import Flask
from lxml import etree
from sqlalchemy import insert

from forum.api import rules
from forum.boards.models import Audience, Board, PostState, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.elsewhere import TRAINING_CRAWLERS
from forum.members.models import Member
from forum.settings import BadSettings, load_settings
from tests.api.asking import path_of
from tests.boards.acts import become, open_to, statements
from tests.browser import Browser
from tests.moderation.cases import decided, flagged
from tests.world import World

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RULES = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas/sitemap.xsd"))
BASE = "http://127.0.0.1:8000"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+00:00|Z)")
PARTS = {"urlset": "url", "sitemapindex": "sitemap"}
ORDERS = (["loc"], ["loc", "lastmod"])
FIRST = "/sitemap-threads-1.xml"


def listed(browser: Browser, path: str) -> dict[str, datetime | None]:
    """Return the addresses of a sitemap, held to every rule of sitemaps.org."""
    page = browser.visit(path)
    assert page.status == 200, path
    assert page.headers["Content-Type"].startswith("application/xml")
    assert len(page.html.encode()) < 50 * 1024 * 1024
    assert page.html.startswith('<?xml version="1.0" encoding="utf-8"?>')
    root = etree.fromstring(page.html.encode())
    RULES.assertValid(root)
    kind = str(root.tag).removeprefix(SITEMAP)
    assert kind in PARTS
    assert not root.attrib
    assert 1 <= len(root) <= rules.URLS_MAX
    return dict(_entry(one, PARTS[kind]) for one in root)


def _entry(element: etree._Element, kind: str) -> tuple[str, datetime | None]:
    assert element.tag == SITEMAP + kind
    assert [str(one.tag).removeprefix(SITEMAP) for one in element] in ORDERS
    loc, *rest = [one.text or "" for one in element]
    assert loc.startswith(f"{BASE}/")
    assert all(MOMENT.fullmatch(one) for one in rest)
    return path_of(loc), datetime.fromisoformat(rest[0]) if rest else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<loc>http", "<loc>x"),
        ("<lastmod>2", "<lastmod>x2"),
        ("+00:00</lastmod>", "</lastmod>"),
        ("</url>", "<changefreq>often</changefreq></url>"),
        ("</url>", "<priority>2</priority></url>"),
        ("<loc>", "<loc>http://127.0.0.1:8000/x</loc><loc>"),
        ("sitemap/0.9", "sitemap/0.8"),
    ],
)
def test_a_broken_sitemap_would_be_noticed(
    guest: Browser, world: World, before: str, after: str
) -> None:
    world.thread()
    xml = guest.visit(FIRST).html
    assert RULES.validate(etree.fromstring(xml.encode()))

    assert before in xml
    assert not RULES.validate(etree.fromstring(xml.replace(before, after).encode()))


def test_the_index_leads_to_every_board_and_thread(
    guest: Browser, world: World
) -> None:
    threads = [world.url(world.thread(f"by{n}", title=f"Thread {n}")) for n in range(3)]

    files = listed(guest, "/sitemap.xml")
    found = [one for path in files for one in listed(guest, path)]

    boards = [str(one["href"]) for one in guest.visit("/").soup.select(".board h3 a")]
    assert set(found) == {"/", *boards, *threads}
    assert len(found) == len(set(found))
    for path in found:
        page = guest.visit(path, follow=False)
        assert page.status == 200
        (canonical,) = page.soup.select("link[rel=canonical]")
        assert path_of(str(canonical["href"])) == path
        assert not page.soup.select("meta[name=robots]")


@pytest.mark.parametrize(
    "state",
    [PostState.HIDDEN, PostState.REMOVED, PostState.REJECTED, PostState.WITHDRAWN],
)
def test_what_nobody_reads_is_not_listed(
    guest: Browser, world: World, state: PostState
) -> None:
    kept = world.url(world.thread(title="This one stays"))
    thread = world.thread("eva", title="This one goes away")

    become(world, world.opening_post(thread), state, "Rule 1: No ads.")

    assert set(listed(guest, FIRST)) == {kept}


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.STAFF])
def test_boards_that_guests_do_not_read_are_not_listed(
    guest: Browser, mo: Browser, world: World, audience: Audience
) -> None:
    world.thread()
    open_to(world, "performance", audience)

    for browser in (guest, mo):
        assert list(listed(browser, "/sitemap.xml")) == ["/sitemap-boards.xml"]
        assert browser.visit(FIRST).status == 404
        assert "/b/performance" not in listed(browser, "/sitemap-boards.xml")


def test_threads_of_who_wishes_it_are_left_out(
    guest: Browser, rosa: Browser, world: World
) -> None:
    world.thread("rosa", title="Please leave this one out")
    other = world.url(world.thread("ken"))
    fields = rosa.visit("/my/privacy").values("/my/privacy")

    rosa.post("/my/privacy", fields | {"skips_search": "y"})

    assert set(listed(guest, FIRST)) == {other}


def test_a_redaction_is_a_change_that_search_engines_are_told(
    guest: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("ken", body="Ask Quillfeather about it.")
    (before,) = listed(guest, FIRST).values()
    index_before = listed(guest, "/sitemap.xml")[FIRST]

    decided(
        mo, flagged(world, world.opening_post(thread)), "mask", words="Quillfeather"
    )

    (after,) = listed(guest, FIRST).values()
    assert before is not None
    assert after is not None
    assert after > before
    assert index_before == before
    assert listed(guest, "/sitemap.xml")[FIRST] == after


def test_a_file_holds_ten_thousand_and_costs_one_query(
    guest: Browser, world: World
) -> None:
    author, now = world.member("ken"), utcnow()
    with world.writing():
        board = db.session.query(Board.id).filter_by(slug="performance").scalar()
        row = {
            "board_id": board,
            "author_id": author,
            "last_author_id": author,
            "state": PostState.PUBLISHED,
            "opened_at": now,
            "active_at": now,
        }
        many = [row | {"title": f"Thread {one}"} for one in range(rules.URLS_MAX + 3)]
        db.session.execute(insert(Thread), many)

    files = [path for path in listed(guest, "/sitemap.xml") if "threads" in path]
    with statements() as asked:
        sizes = [len(listed(guest, path)) for path in files]

    assert sizes == [rules.URLS_MAX, 3]
    assert len([one for one in asked if one.startswith("SELECT")]) == 2
    assert world.rows(Member)


def read_robots(browser: Browser) -> RobotFileParser:
    """Return robots.txt as a crawler understands it."""
    page = browser.visit("/robots.txt")
    assert page.headers["Content-Type"].startswith("text/plain")
    found = RobotFileParser()
    found.parse(page.html.splitlines())
    return found


@pytest.mark.parametrize("crawler", ["Googlebot", "bingbot", "DuckDuckBot", "Feedly"])
def test_search_engines_may_read_what_is_listed_and_no_private_page(
    guest: Browser, world: World, crawler: str
) -> None:
    world.thread()
    robots = read_robots(guest)

    files = listed(guest, "/sitemap.xml")
    public = [one for path in files for one in listed(guest, path)]
    assert len(public) > 3
    for path in ("/sitemap.xml", *files, *public, "/feed.atom", "/p/1", "/m/ken"):
        assert robots.can_fetch(crawler, BASE + path), path
    for path in ("/my", "/my/mail", "/moderation/queue", "/admin/", "/sign-in"):
        assert not robots.can_fetch(crawler, BASE + path), path
    assert robots.site_maps() == [f"{BASE}/sitemap.xml"]


@pytest.mark.parametrize("crawler", TRAINING_CRAWLERS.split())
def test_crawlers_for_training_may_read_nothing(guest: Browser, crawler: str) -> None:
    robots = read_robots(guest)

    for path in ("/", "/t/1/x", "/feed.atom", "/api/v1/posts", "/sitemap.xml"):
        assert not robots.can_fetch(crawler, BASE + path), path


def test_crawlers_that_collect_for_training_are_asked_to_stay_away(
    guest: Browser,
) -> None:
    text = guest.visit("/robots.txt").html

    everybody, trainers, _ = text.split("\n\n")
    assert "Disallow: /\n" not in everybody + "\n"
    assert {"User-agent: GPTBot", "User-agent: CCBot"} <= set(trainers.splitlines())
    assert trainers.splitlines()[-1] == "Disallow: /"
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text.splitlines()


@pytest.mark.parametrize(
    ("given", "named"),
    [("none", []), ("EvilBot", ["EvilBot"]), ("A B-1", ["A", "B-1"])],
)
def test_the_operator_chooses_who_stays_away(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    given: str,
    named: list[str],
) -> None:
    settings = load_settings(home=tmp_path, crawlers_refused=given)
    monkeypatch.setitem(app.extensions, "settings", settings)

    lines = Browser(app).visit("/robots.txt").html.splitlines()

    agents = [one.partition(": ")[2] for one in lines if one.startswith("User-agent")]
    assert agents == ["*", *named]


def test_a_crawler_with_an_odd_name_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="FORUM_CRAWLERS_REFUSED"):
        load_settings(home=tmp_path, crawlers_refused="Evil\nDisallow: /")


@pytest.mark.parametrize(
    "path", ["/m/ken", "/sign-in", "/register", "/api/v1/x", "/nowhere", "/contact?x=1"]
)
def test_pages_that_are_not_for_search_engines_say_so(
    guest: Browser, world: World, path: str
) -> None:
    world.member("ken")

    page = guest.visit(path)

    if page.headers["Content-Type"].startswith("text/html"):
        is_listed = path.startswith("/contact")
        assert bool(page.soup.select("meta[name=robots]")) is not is_listed
        assert bool(page.soup.select("meta[property='og:title']")) is is_listed
        assert bool(page.soup.select("link[rel=canonical]")) is is_listed


def test_private_pages_are_never_listed(rosa: Browser, mo: Browser) -> None:
    for browser, paths in (
        (rosa, ("/my", "/my/drafts", "/notifications", "/unread", "/my/programs")),
        (mo, ("/moderation/queue",)),
    ):
        for path in paths:
            page = browser.visit(path)
            assert page.status == 200, path
            assert page.soup.select("meta[name=robots][content=noindex]"), path
            assert not page.soup.select("meta[property^='og:']")
