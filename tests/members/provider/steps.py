"""What somebody does who signs in at the real provider."""

from tests.browser import Browser, Page
from tests.members.oidc.steps import JOINS, leave_for_soltrex
from tests.members.provider.real import AtSoltrex


def sign_in(person: AtSoltrex, browser: Browser) -> Page:
    """Go to the provider, sign in there and come back."""
    return browser.visit(person.sign_in(leave_for_soltrex(browser)))


def join(person: AtSoltrex, browser: Browser) -> Page:
    """Sign in for the first time."""
    page = sign_in(person, browser)
    assert page.path == "/sign-in/name", page.text
    return browser.submit("/sign-in/name", more=JOINS)


def prove(person: AtSoltrex, browser: Browser) -> Page:
    """Prove anew who one is, from the page that asks for it."""
    page = browser.visit(browser.page.link("Confirm at SolTrex"), follow=False)
    return browser.visit(person.sign_in(page.headers["Location"]))
