"""The registry in this database does what every registry does."""

import pytest

from tests.browser import PASSWORD, Browser, Page
from tests.members.registry_suite import Person, RegistrySuite
from tests.members.test_changing_sign_in import ask_address
from tests.world import World


def _sign_in(browser: Browser) -> Page:
    return browser.sign_in("rosa", PASSWORD)


def _prove(browser: Browser) -> Page:
    return browser.submit("/confirm", password=PASSWORD)


def _move(world: World, to: str) -> None:
    browser = Browser(world.app)
    _sign_in(browser)
    link = ask_address(browser, world, to)
    browser.visit(link)
    browser.submit(link)


def _promote(world: World) -> None:
    args = ["member", "role", "rosa", "moderator"]
    assert world.app.test_cli_runner().invoke(args=args).exit_code == 0


class TestEmbeddedRegistry(RegistrySuite):
    """Accounts made here."""

    @pytest.fixture
    def person(self, world: World) -> Person:
        """Return a member with an account in this database."""
        return Person(
            world.member("rosa"),
            "rosa",
            "rosa@example.com",
            sign_in=_sign_in,
            prove=_prove,
            move=_move,
            promote=_promote,
        )
