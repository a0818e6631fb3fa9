"""C1: every page begins with SolTrex and My SolTrex, in this order."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser import Browser, Page
from tests.kept import BeginWith
from tests.promises.conftest import NAVIGATION
from tests.promises.pages import pages_of
from tests.world import World


def first_links(page: Page) -> list[tuple[str, str]]:
    """Return the first three links of a page: words and address."""
    return [
        (link.get_text(" ", strip=True), str(link["href"]))
        for link in page.soup.select("body a[href]")[:3]
    ]


@pytest.mark.parametrize("who", ["guest", "rosa", "mo"])
def test_every_page_begins_with_the_site_and_ones_own_place(
    who: str, begin_with: BeginWith, world: World
) -> None:
    begun = {
        (p.path, p.status): first_links(p) for p in pages_of(who, begin_with, world)
    }

    expected = [
        ("Skip to content", "#main"),
        ("SolTrex", "/"),
        ("My SolTrex", "/my"),
    ]
    assert len(begun) > 25
    assert not {at: links for at, links in begun.items() if links != expected}


def test_the_site_link_leads_to_the_site_of_the_settings(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum(**NAVIGATION)).visit("/about")

    assert first_links(page)[1:] == [
        ("SolTrex", "https://www.example.com/"),
        ("My SolTrex", "/my"),
    ]


def test_my_soltrex_leads_a_guest_to_signing_in(guest: Browser) -> None:
    page = guest.visit("/my")

    assert page.status == 401
    assert page.link("Sign in").startswith("/sign-in")
