"""Who is in the forum of a cluster before anybody comes to it."""

from collections.abc import Mapping

from forum.members.models import Role
from tests.journey import loaded
from tests.world import Outbox, World
from wsgi import make_app

TITLE = "What the lamps of our inverters say each hour"
MEMBERS = ("rosa", "ivy")
OPENER = "olga_staff"
THREAD = 1
"""The thread that everybody replies to: the first of a new forum."""


def writer(number: int) -> str:
    """Return the name of somebody who replies all the time; nobody slows them down."""
    return f"writer{number}_staff"


def fan(number: int, reply: int) -> str:
    """Return the name of whom a writer mentions in one reply, and only there."""
    return f"fan_{number}_{reply}"


def plant(environment: Mapping[str, str], writers: int, fans: int) -> None:
    """Let people and a thread be there, through the forum's own actions."""
    loaded.run(environment, _write, writers, fans)


def _write(writers: int, fans: int) -> None:
    world = World(make_app(), Outbox())
    world.member(OPENER, Role.MODERATOR)
    assert world.thread(OPENER, title=TITLE) == THREAD
    for handle in MEMBERS:
        world.member(handle)
    for number in range(writers):
        world.member(writer(number), Role.MODERATOR)
        for reply in range(fans):
            world.member(fan(number, reply))
