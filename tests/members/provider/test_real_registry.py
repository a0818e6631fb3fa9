"""The registry at a real OpenID provider does what every registry does."""

from functools import partial

import pytest

from tests.browser import Browser
from tests.members.provider.conftest import ROSIE
from tests.members.provider.real import AtSoltrex, Real
from tests.members.provider.steps import join, prove, sign_in
from tests.members.registry_suite import Person, RegistrySuite
from tests.world import World


class TestRealRegistry(RegistrySuite):
    """Accounts that live at a real provider."""

    @pytest.fixture
    def person(self, rosie: AtSoltrex, real: Real, world: World) -> Person:
        """Return a member who came from the provider."""

        def move(world: World, to: str) -> None:
            real.knows(rosie.sub, **(ROSIE | {"email": to}))
            sign_in(rosie, Browser(world.app))

        def promote(_: World) -> None:
            roles = {"soltrex_roles": ["forum-moderators"]}
            real.knows(rosie.sub, **(ROSIE | roles))

        join(rosie, Browser(world.app))
        return Person(
            world.member_id("rosie_roof"),
            "rosie_roof",
            "rosie@example.com",
            sign_in=partial(sign_in, rosie),
            prove=partial(prove, rosie),
            move=move,
            promote=promote,
        )
