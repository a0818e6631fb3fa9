"""Pages that the code itself writes: cookies, what is kept, for how long."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from forum.core import cookies
from forum.core.clock import utcnow
from forum.core.cookies import REGISTER, SESSION, Cookie
from forum.core.jobs import schedule
from forum.core.retention import retention_table
from tests.browser import Browser
from tests.members.joining import cookie_of
from tests.world import World


def test_the_page_of_cookies_is_the_register(guest: Browser) -> None:
    page = guest.visit("/privacy/cookies")

    rows = [
        tuple(cell.get_text(strip=True) for cell in row.select("th, td"))
        for row in page.soup.select("tbody tr")
    ]
    assert page.heading == "Cookies"
    assert rows == [
        (c.plain_name, c.set_when, c.holds, c.why, c.ends) for c in REGISTER
    ]


def test_over_https_it_names_the_cookie_as_it_is_called_there(
    public_forum: Callable[..., Flask],
) -> None:
    page = Browser(public_forum()).visit("/privacy/cookies")

    assert "__Host-session" in page.text


def test_the_cookie_that_is_set_is_the_one_of_the_register(
    rosa: Browser, guest: Browser
) -> None:
    assert cookie_of(rosa)
    guest.visit("/sign-in")
    page = guest.submit("/sign-in", follow=False, login="rosa", password="x" * 20)
    assert "Set-Cookie" not in page.headers

    guest.sign_in("rosa")

    cookie = guest.client.get_cookie(SESSION.plain_name, domain="127.0.0.1")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (
        SESSION.http_only,
        SESSION.same_site,
    )


@pytest.mark.parametrize(
    ("header", "is_in"),
    [
        ("", False),
        ("session=abc", True),
        ("__Host-session=abc", True),
        ("other=1", False),
        ("other=1; session=abc", True),
        ("\u00e4;;=", True),
    ],
)
def test_a_browser_that_sends_it_is_known(header: str, is_in: bool) -> None:
    assert SESSION.is_in(header) is is_in


def test_a_cookie_has_one_name_on_each_kind_of_forum() -> None:
    one = Cookie("__Host-x", "x", "a", "b", "c", "d")

    assert (one.named(True), one.named(False)) == ("__Host-x", "x")
    assert cookies.REGISTER == (SESSION,)


def test_the_statement_leads_to_every_generated_page(guest: Browser) -> None:
    page = guest.visit("/privacy")

    for label, path in (
        ("What we keep about you", "/privacy/data"),
        ("How long we keep things", "/privacy/retention"),
        ("Cookies", "/privacy/cookies"),
        ("Who works for us", "/privacy/intermediaries"),
        ("How our promises are tested", "/promises"),
    ):
        assert page.link(label) == path


def test_what_there_is_today_has_its_row_in_the_retention_table() -> None:
    what = " / ".join(row.what for row in retention_table())

    for word in (
        "sessions",
        "registrations not confirmed",
        "links to a new password",
        "pictures and files added",
        "mail printed",
        "copies of reported wordings",
        "network addresses in the access log",
        "the access log",
        "daily totals",
        "counts of requests",
    ):
        assert word in what


def test_the_retention_page_says_when_it_last_ran(guest: Browser, world: World) -> None:
    assert "the last time" not in guest.visit("/privacy/retention").text

    with world.reading():
        schedule(utcnow())
    assert "the last time" not in guest.visit("/privacy/retention").text
    world.run_jobs()
    page = guest.visit("/privacy/retention")

    shown = page.soup.select_one(".lead time")
    assert shown is not None
    ran = str(shown["datetime"])
    assert ran.startswith(f"{utcnow():%Y-%m-%d}") or ran < utcnow().isoformat()
    with time_machine.travel(utcnow() + timedelta(hours=3)):
        assert "the last time" not in guest.visit("/privacy/retention").text
