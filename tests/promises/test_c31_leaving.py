"""C31: a link that leaves the site says so, and tells the other site nothing."""

from collections.abc import Callable
from time import perf_counter
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from forum.privacy.leaving import led_through
from tests.browser import Browser, Page
from tests.world import World

TO = "https://blog.example.net/x?a=1&b=two words".replace(" ", "%20")
BODY = (
    f"See [the figures]({TO}) and https://blog.example.org/y for more of it.\n\n"
    "[ours](/about) [bad](javascript:go) [worse](data:text/html,x)"
)
REL = {"ugc", "nofollow", "noopener", "noreferrer"}


@pytest.fixture
def led(public_forum: Callable[..., Flask]) -> World:
    """Return a forum with the page in between, over https."""
    return World(public_forum(leave_page="on"))


def reader(world: World) -> Browser:
    """Return a browser that came over https."""
    browser = Browser(world.app)
    browser.client.environ_base["wsgi.url_scheme"] = "https"
    return browser


def outward(page: Page) -> list[str]:
    """Return where the marked links of a page lead."""
    return [str(link["href"]) for link in page.soup.select("a.ext")]


def test_a_link_to_another_site_says_so_in_words(guest: Browser, world: World) -> None:
    page = guest.visit(world.url(world.thread(body=BODY)))

    links = page.soup.select("a.ext")
    assert [link.get_text() for link in links] == [
        "the figures (blog.example.net) (leaves SolTrex)",
        "https://blog.example.org/y (leaves SolTrex)",
    ]
    assert all(set(link["rel"]) == REL for link in links)
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_links_of_our_own_are_not_marked_and_dangerous_ones_are_none(
    guest: Browser, world: World
) -> None:
    page = guest.visit(world.url(world.thread(body=BODY)))

    (ours,) = [a for a in page.soup.select(".post a") if a.get_text() == "ours"]
    assert not ours.get("class")
    assert "javascript:" not in page.html
    assert "data:text" not in page.html


def test_by_default_a_link_leads_straight_there(guest: Browser, world: World) -> None:
    page = guest.visit(world.url(world.thread(body=BODY)))

    assert outward(page) == [TO, "https://blog.example.org/y"]


def test_with_the_setting_every_link_leads_to_the_page_in_between(led: World) -> None:
    page = reader(led).visit(led.url(led.thread(body=BODY)))

    for leads, to in zip(
        outward(page), (TO, "https://blog.example.org/y"), strict=True
    ):
        parts = urlsplit(leads)
        assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/leave")
        assert parse_qs(parts.query)["to"] == [to]


def test_that_page_names_the_site_and_goes_nowhere_by_itself(led: World) -> None:
    browser = reader(led)
    url = led.url(led.thread(body=BODY))
    leads = outward(browser.visit(url))[0]

    page = browser._shown(  # noqa: SLF001 - with a referrer, as browsers send it
        browser.client.get(
            leads, headers={"Referer": f"https://forum.example.com{url}"}
        )
    )

    assert (page.status, page.heading) == (200, "You are leaving SolTrex")
    assert "It leads to blog.example.net" in page.text
    assert "What that site does with your details is its own affair" in page.text
    assert page.link("Continue to blog.example.net") == TO
    assert page.link("Back to the forum") == url
    assert "refresh" not in page.html.lower()
    assert "Location" not in page.headers
    (onward,) = [a for a in page.soup.select("a") if a["href"] == TO]
    assert set(onward["rel"]) == REL


@pytest.mark.parametrize(
    "came", ["https://evil.example.org/t/1", "https://forum.example.com//evil.example"]
)
def test_back_never_leads_to_another_site(led: World, came: str) -> None:
    browser = reader(led)
    leads = outward(browser.visit(led.url(led.thread(body=BODY))))[0]

    answer = browser.client.get(leads, headers={"Referer": came})

    assert '<a class="btn btn--big" href="/">' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?to=https://evil.example.org/",
        "?to=https://evil.example.org/&sig=",
        "?to=https://evil.example.org/&sig={sig}",
        "?to=javascript:go()&sig={sig}",
        "?sig={sig}",
        "?to=https://evil.example.org/&sig=ä",
    ],
)
def test_a_link_nobody_here_made_is_refused(led: World, query: str) -> None:
    browser = reader(led)
    leads = outward(browser.visit(led.url(led.thread(body=BODY))))[0]
    signature = parse_qs(urlsplit(leads).query)["sig"][0]

    page = browser.visit("/leave" + query.format(sig=signature))

    assert page.status == 400
    assert "evil.example.org" not in page.html


def test_the_setting_changes_posts_that_were_written_before(
    public_forum: Callable[..., Flask],
) -> None:
    before = World(public_forum())
    url = before.url(before.thread(body=BODY))
    plain = reader(before).visit(url)

    after = World(public_forum(leave_page="on"))
    led = reader(after).visit(url)

    assert outward(plain) == [TO, "https://blog.example.org/y"]
    assert all(leads.startswith("/leave?") for leads in outward(led))


def test_words_that_look_like_a_link_stay_words(led: World) -> None:
    typed = '<a class="ext" href="https://blog.example.net/">x</a>'
    page = reader(led).visit(led.url(led.thread(body=f"This is typed: {typed}")))

    assert not [leads for leads in outward(page) if not leads.startswith("/leave")]
    assert "This is typed" in page.text


def test_it_costs_a_page_next_to_nothing(led: World) -> None:
    link = b'<p><a class="ext" href="https://blog.example.net/a?b=1&amp;c=2" rel="x">'
    page = (b"<p>" + b"word " * 200 + b"</p>" + link) * 50
    with led.app.test_request_context():
        begun = perf_counter()
        done = led_through(page, "/leave")
        took = perf_counter() - begun

    assert done.count(b"/leave?to=") == 50
    assert took < 0.05
