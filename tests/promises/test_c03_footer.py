"""C3: About, Contact, Privacy, Terms and the copyright stand below every page."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.clock import utcnow
from tests.browser import Browser, Page
from tests.kept import BeginWith
from tests.promises.pages import pages_of
from tests.world import World

LINKS = [
    ("About SolTrex", "/about"),
    ("Contact Us", "/contact"),
    ("Privacy Policy", "/privacy"),
    ("Terms of Use", "/terms"),
]


def footer(page: Page) -> tuple[list[tuple[str, str]], str]:
    """Return the first four links of the footer, and its words."""
    (foot,) = page.soup.select("footer")
    links = [(one.get_text(strip=True), str(one["href"])) for one in foot.select("a")]
    return links[:4], foot.get_text(" ", strip=True)


@pytest.mark.parametrize("who", ["guest", "rosa", "mo"])
def test_the_footer_stands_below_every_page(
    who: str, begin_with: BeginWith, world: World
) -> None:
    feet = {(p.path, p.status): footer(p) for p in pages_of(who, begin_with, world)}

    assert {status for _, status in feet} >= {200, 400, 403, 404, 405, 410, 413, 429}
    assert not {at for at, (links, _) in feet.items() if links != LINKS}
    assert not {at for at, (_, words) in feet.items() if "SolTrex. All" not in words}


@pytest.mark.parametrize(("_label", "path"), LINKS)
def test_what_the_footer_leads_to_is_there(
    guest: Browser, _label: str, path: str
) -> None:
    assert guest.visit(path).status == 200


def test_the_copyright_names_the_operator_and_the_year(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum()).visit("/nowhere")

    _, words = footer(page)
    assert f"\u2013{utcnow().year} Example Solar Fund. All rights reserved." in words


def test_letters_carry_the_same_links(guest: Browser, world: World) -> None:
    world.member("rosa")
    guest.visit("/reset")
    guest.submit("/reset", email="rosa@example.com")

    world.run_jobs()

    (mail,) = world.outbox.mails
    html = mail.get_body(("html",))
    assert html is not None
    for address in ("/privacy", "/terms", "/contact"):
        assert f'href="http://127.0.0.1:8000{address}"' in html.get_content()
