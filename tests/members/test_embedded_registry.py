"""The registry in this database does what every registry does."""

import pytest

from tests.browser import PASSWORD, Browser, Page
from tests.members.registry_suite import Person, RegistrySuite
from tests.world import World


def _sign_in(browser: Browser) -> Page:
    return browser.sign_in("rosa", PASSWORD)


class TestEmbeddedRegistry(RegistrySuite):
    """Accounts made here."""

    @pytest.fixture
    def person(self, world: World) -> Person:
        """Return a member with an account in this database."""
        return Person(world.member("rosa"), "rosa", "rosa@example.com", _sign_in)
