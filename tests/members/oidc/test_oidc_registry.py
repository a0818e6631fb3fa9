"""The registry at SolTrex does what every registry does."""

from functools import partial

import pytest

from tests.browser import Browser
from tests.members.oidc.fake import Fake
from tests.members.oidc.steps import join, prove, sign_in
from tests.members.registry_suite import Person, RegistrySuite
from tests.world import World


class TestOidcRegistry(RegistrySuite):
    """Accounts that live at the provider."""

    @pytest.fixture
    def person(self, fake: Fake, world: World) -> Person:
        """Return a member who came from the provider."""

        def move(world: World, to: str) -> None:
            fake.person["email"] = to
            sign_in(fake, Browser(world.app))

        def promote(_: World) -> None:
            fake.person["soltrex_roles"] = ["forum-moderators"]

        join(fake, Browser(world.app))
        return Person(
            world.member_id("sunny_roof"),
            "sunny_roof",
            "rt@example.com",
            sign_in=partial(sign_in, fake),
            prove=partial(prove, fake),
            move=move,
            promote=promote,
        )
