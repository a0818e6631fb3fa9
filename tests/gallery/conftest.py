"""A forum with everything in it and one that is new, made once for all checks."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from tests.gallery import forum as forums
from tests.gallery.picture import Picture
from tests.journey.conftest import free_port, running
from tests.journey.forum import Mailbox
from tests.world import World


@dataclass(frozen=True)
class Shown:
    """A forum, the address at which it runs, and what to open there."""

    url: str
    world: World
    pictures: list[Picture]


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Return a forum with everything in it."""
    with ExitStack() as stack:
        home = tmp_path_factory.mktemp("full")
        world = stack.enter_context(forums.at_home(home))
        pictures = forums.filled(world)
        mailbox = Mailbox(free_port())
        mailbox.start()
        stack.callback(mailbox.stop)
        served = stack.enter_context(running(home, mailbox, ""))
        yield Shown(served.url, world, pictures)


@pytest.fixture(scope="session")
def new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Return a forum that somebody has just set up."""
    with ExitStack() as stack:
        home = tmp_path_factory.mktemp("new")
        world = stack.enter_context(forums.at_home(home))
        pictures = forums.new(world)
        mailbox = Mailbox(free_port())
        mailbox.start()
        stack.callback(mailbox.stop)
        served = stack.enter_context(running(home, mailbox, ""))
        yield Shown(served.url, world, pictures)
