"""What somebody does who comes from SolTrex."""

from tests.browser import Browser, Page
from tests.members.oidc.fake import Fake

JOINS = {"birth_month": "5", "birth_year": "1975", "accept": "y"}


def leave_for_soltrex(browser: Browser, leads_to: str = "/") -> str:
    """Press the button; return where the browser is sent."""
    browser.visit(f"/sign-in?next={leads_to}")
    page = browser.submit("/sign-in/go", follow=False)
    assert page.status == 303, page.text
    return page.headers["Location"]


def sign_in(fake: Fake, browser: Browser, leads_to: str = "/") -> Page:
    """Go to SolTrex, sign in there and come back."""
    return browser.visit(fake.answer(leave_for_soltrex(browser, leads_to)))


def join(fake: Fake, browser: Browser, **fields: str) -> Page:
    """Sign in for the first time, and choose a user name."""
    page = sign_in(fake, browser)
    assert page.path == "/sign-in/name", page.text
    return browser.submit("/sign-in/name", more=JOINS | fields)


def prove(fake: Fake, browser: Browser) -> Page:
    """Prove anew at SolTrex who one is, from the page that asks for it."""
    page = browser.visit(browser.page.link("Confirm at SolTrex"), follow=False)
    return browser.visit(fake.answer(page.headers["Location"]))


def is_signed_in(browser: Browser) -> bool:
    """Say whether the browser's session belongs to a member."""
    return browser.visit("/my").status == 200
