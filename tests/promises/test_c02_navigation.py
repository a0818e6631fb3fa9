"""C2: Home, Explore Systems, Learn and Support stand on every page."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser import Browser, Page
from tests.kept import BeginWith
from tests.promises.conftest import NAVIGATION
from tests.promises.pages import pages_of
from tests.world import World

OWN = [
    ("Home", "/"),
    ("Explore Systems", "/systems"),
    ("Learn", "/learn"),
    ("Support", "/support"),
]
SITES = [
    ("Home", NAVIGATION["nav_home"]),
    ("Explore Systems", NAVIGATION["nav_systems"]),
    ("Learn", NAVIGATION["nav_learn"]),
    ("Support", NAVIGATION["nav_support"]),
    ("Forum", "/"),
]


def ways(page: Page) -> list[tuple[str, str]]:
    """Return the entries of the site navigation."""
    return [
        (link.get_text(strip=True), str(link["href"]))
        for link in page.soup.select("nav[aria-label='SolTrex'] a")
    ]


def here(page: Page) -> list[str]:
    """Return which entries are marked as the present place."""
    marked = page.soup.select("nav[aria-label='SolTrex'] a[aria-current]")
    return [link.get_text(strip=True) for link in marked]


@pytest.mark.parametrize("who", ["guest", "mo"])
def test_the_four_ways_stand_on_every_page(
    who: str, begin_with: BeginWith, world: World
) -> None:
    pages = pages_of(who, begin_with, world)

    assert len(pages) > 25
    assert not [page.path for page in pages if ways(page) != OWN]
    assert not [page.path for page in pages if len(here(page)) != 1]


@pytest.mark.parametrize("label", ["Explore Systems", "Learn", "Support"])
def test_the_present_place_is_marked(guest: Browser, label: str) -> None:
    page = guest.visit(dict(OWN)[label])

    assert page.status == 200
    assert here(page) == [label]


@pytest.mark.parametrize("path", ["/", "/b/performance", "/about", "/nowhere"])
def test_the_forum_itself_is_home(guest: Browser, path: str) -> None:
    assert here(guest.visit(path)) == ["Home"]


def test_with_a_site_of_its_own_the_ways_lead_there(
    public_forum: Callable[..., Flask],
) -> None:
    browser = Browser(public_forum(**NAVIGATION))

    for path in ("/", "/learn", "/my", "/nowhere"):
        page = browser.visit(path)
        assert ways(page) == SITES
    assert here(browser.visit("/")) == ["Forum"]


def test_one_way_alone_may_lead_elsewhere(
    public_forum: Callable[..., Flask],
) -> None:
    learn = NAVIGATION["nav_learn"]

    page = Browser(public_forum(nav_learn=learn)).visit("/")

    assert ways(page) == [*OWN[:2], ("Learn", learn), OWN[3]]
