"""Following every link: nothing is dead, nothing breaks, nothing is written."""

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import Flask
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import select
from werkzeug.wrappers import Response

from forum.core.db import Base, db
from tests.browser import Browser
from tests.structure.scene import scene
from tests.world import World

HOSTS = {"", "localhost", "127.0.0.1:8000"}
NOT_BARE = {"privacy.leave", "boards.mentions"}
"""Answer links and scripts of our own pages only, never their bare address."""
NOT_FOR_ALL = {401, 403}
BY_READING = frozenset({"read_up_to"})
"""What a page keeps because a member reads it: up to where they have read."""
PAGES_MAX = 400


@dataclass
class Crawl:
    """What a walk over all pages came across."""

    statuses: dict[str, int] = field(default_factory=dict)
    came_from: dict[str, str] = field(default_factory=dict)
    lost_anchors: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """What stood at each address, if it was text."""

    @property
    def dead(self) -> dict[str, tuple[int, str]]:
        """Addresses that lead nowhere, with the page that names them."""
        return {
            path: (status, self.came_from[path])
            for path, status in self.statuses.items()
            if status not in {200, 301, 303} | NOT_FOR_ALL
        }


def crawl(browser: Browser, start: list[str]) -> Crawl:
    """Visit every page that any page leads to."""
    seen, waiting = Crawl(), list(start)
    seen.came_from = dict.fromkeys(start, "the map")
    while waiting:
        path = waiting.pop()
        assert len(seen.statuses) < PAGES_MAX
        with browser.client.get(path) as page:
            seen.statuses[path] = page.status_code
            seen.texts[path] = _text(page)
            html = seen.texts[path] if page.mimetype == "text/html" else ""
        targets = [*_targets(path, html), *_moved(page.location)]
        for target in targets:
            if target not in seen.came_from:
                seen.came_from[target] = path
                waiting.append(target)
        seen.lost_anchors += _lost_anchors(path, html)
    return seen


def _text(page: Response) -> str:
    kind = page.mimetype or ""
    is_text = kind.startswith("text/") or kind.endswith(("xml", "json"))
    return page.get_data(as_text=True) if is_text else ""


def _targets(path: str, html: str) -> list[str]:
    found = []
    for tag in _parsed(html).xpath("//*[@href or @src or self::form]"):
        if tag.tag == "form" and tag.get("method", "get") != "get":
            continue
        target = tag.get("href") or tag.get("src") or tag.get("action") or ""
        found += _moved(urljoin(path, target))
    return found


@lru_cache(maxsize=1)
def _parsed(html: str) -> HtmlElement:
    """Parse a page once for all that is read from it; it must not be changed."""
    return document_fromstring(html or "<p>")


def _moved(target: str | None) -> list[str]:
    parts = urlsplit(urldefrag(target or "").url)
    if parts.scheme not in {"", "http"} or parts.netloc not in HOSTS or not parts.path:
        return []
    return [parts._replace(scheme="", netloc="").geturl()]


def _lost_anchors(path: str, html: str) -> list[str]:
    page = _parsed(html)
    names = set(page.xpath("//@id"))
    anchors = page.xpath("//a[starts-with(@href, '#')]/@href")
    return [f"{path}: {to}" for to in anchors if to[1:] not in names]


def rows(
    world: World, but: frozenset[str] = frozenset()
) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is stored, but for when a session was last seen, and some."""
    with world.reading():
        return {
            table.name: sorted(
                map(tuple, db.session.execute(select(*columns))), key=repr
            )
            for table in Base.metadata.sorted_tables
            if table.name not in but
            and (columns := [c for c in table.columns if c.name != "seen_at"])
        }


def starts(app: Flask) -> list[str]:
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not rule.arguments
        and rule.endpoint not in NOT_BARE
    )


def test_a_guest_finds_no_dead_link_and_changes_nothing(
    app: Flask, world: World, guest: Browser
) -> None:
    scene(world)
    before = rows(world)

    walk = crawl(guest, starts(app))

    assert len(walk.statuses) > 40
    assert not walk.dead
    assert not walk.lost_anchors
    assert rows(world) == before


def test_a_member_finds_no_dead_link_and_changes_nothing(
    app: Flask, world: World, rosa: Browser
) -> None:
    at = scene(world)
    world.reply(at.thread, "rosa")
    before = rows(world, BY_READING)

    walk = crawl(rosa, starts(app))

    assert walk.statuses["/my"] == 200
    assert not walk.dead
    assert not walk.lost_anchors
    assert rows(world, BY_READING) == before


def test_a_moderator_finds_no_dead_link_and_changes_nothing(
    app: Flask, world: World, mo: Browser
) -> None:
    at = scene(world)
    before = rows(world, BY_READING)

    walk = crawl(mo, starts(app))

    assert walk.statuses[f"/moderation/items/{at.case}"] == 200
    assert not walk.dead
    assert not walk.lost_anchors
    assert rows(world, BY_READING) == before


def test_a_change_would_be_noticed(world: World) -> None:
    scene(world)
    before = rows(world)

    world.thread("rosa", title="Snow guards above a string inverter")

    assert rows(world) != before
