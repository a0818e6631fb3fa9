"""Filling in the form that makes an account, and following the mails."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from tests.browser import PASSWORD, Browser, Page
from tests.world import World, words_of

NAME = "Rosalind Testperson"
EMAIL = "rt@example.com"
HANDLE = "sunny_roof"
FILLED_IN = {
    "name": NAME,
    "email": EMAIL,
    "handle": HANDLE,
    "password": PASSWORD,
    "birth_month": "5",
    "birth_year": "1975",
    "accept": "y",
}
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


def fill_in(browser: Browser, **changes: str) -> Page:
    """Fill in the form and send it."""
    browser.visit("/register")
    values = browser.page.values("/register").to_dict()
    return browser.post("/register", values | FILLED_IN | changes)


def link_in(mail: EmailMessage) -> str:
    """Return the path behind the first link of a mail."""
    found = re.search(r"https?://\S+", words_of(mail))
    assert found is not None, words_of(mail)
    return urlsplit(found[0]).path


def applied(browser: Browser, world: World, **changes: str) -> str:
    """Register; return the path of the link in the welcome mail."""
    assert fill_in(browser, **changes).status == 200
    world.run_jobs()
    return link_in(world.outbox.to(changes.get("email", EMAIL))[-1])


def without_tokens(page: Page) -> str:
    """Return a page's source without what differs from look to look."""
    return TOKEN.sub("", page.html)


def come_from(browser: Browser, address: str) -> None:
    """Let a browser stand in another network."""
    browser.client.environ_base["REMOTE_ADDR"] = address


def cookie_of(browser: Browser) -> str:
    """Return the value of the session cookie; nothing without one."""
    cookie = browser.client.get_cookie("session", domain="127.0.0.1")
    return cookie.value if cookie is not None else ""
