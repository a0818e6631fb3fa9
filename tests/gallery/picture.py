"""What a picture shows: who opens which page, and what they do there first."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.promises.pages import NO_PAGES

Act = Callable[[Page], None]
NOT_SHOWN = NO_PAGES | {
    "api.post",
    "api.search",
    "api.thread",
    "api.thread_posts",
    "boards.newer",
    "images.attachment",
    "rights.copy_file",
    "search.board_feed",
    "search.thread_feed",
    "systems.statistics_csv",
    "look.sign",
    "sitemaps.threads",
}
"""Addresses that answer with something other than a page."""
PLACES = (
    (
        "administrator",
        ("/admin", "/moderation/boards", "/moderation/rules", "/moderation/team"),
    ),
    ("moderator", ("/moderation",)),
    ("member", ("/my", "/drafts", "/confirm", "/unread", "/notifications")),
)
"""Whose page it is, by how its address begins; all others are for guests."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as somebody sees it."""

    name: str
    who: str
    """Their user name; empty for a guest."""
    path: str
    act: Act | None = None
    """What they do on the page before the picture is taken."""
    status: int = 200


def plain_pictures(app: Flask, people: dict[str, str]) -> list[Picture]:
    """Return every page that needs nothing but its address, as one it is for."""
    return [
        Picture(name_of(path), people.get(_whose(path), ""), path)
        for path in sorted(_plain_paths(app))
    ]


def _plain_paths(app: Flask) -> set[str]:
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not rule.arguments
        and rule.endpoint not in NOT_SHOWN
    }


def _whose(path: str) -> str:
    return next((who for who, starts in PLACES if path.startswith(starts)), "guest")


def name_of(path: str) -> str:
    """Return a name for files from an address."""
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"


def left_out(app: Flask, pictures: Iterable[Picture]) -> set[str]:
    """Return the addresses of pages that no picture shows."""
    pages = {
        rule.endpoint: rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_SHOWN
    }
    shown = {_endpoint(app, one.path) for one in pictures}
    return {rule for endpoint, rule in pages.items() if endpoint not in shown}


def _endpoint(app: Flask, path: str) -> str:
    try:
        found, _ = app.url_map.bind("localhost").match(path.partition("?")[0], "GET")
    except RequestRedirect:
        return ""
    except HTTPException:
        return ""
    return str(found)
