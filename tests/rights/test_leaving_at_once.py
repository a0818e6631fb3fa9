"""Administrators who leave at the same time: one of them stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.members import actions as members
from forum.members.models import Member, Role
from forum.rights import actions as rights
from forum.rights.actions import Wish
from tests.browser import Browser
from tests.world import World

ROUNDS = 8


def by_the_page(world: World, handle: str) -> Callable[[], object]:
    """Return how an administrator pauses their account."""
    browser = Browser(world.app)
    browser.begin_session(world.session_of(world.member_id(handle)))
    fields = browser.visit("/my/deactivate").values("/my/deactivate")
    return lambda: browser.post("/my/deactivate", fields)


def by_erasure(world: World, handle: str) -> Callable[[], object]:
    """Return how an administrator asks to be erased."""
    member = world.member_id(handle)

    def asks() -> object:
        with world.writing():
            return rights.ask_erasure(member, Wish(), utcnow())

    return asks


@pytest.mark.parametrize("way", [by_the_page, by_erasure])
def test_of_two_administrators_who_leave_at_once_one_stays(
    world: World, way: Callable[[World, str], Callable[[], object]]
) -> None:
    for number in range(ROUNDS):
        handles = [f"first_{number}", f"second_{number}"]
        for handle in handles:
            world.member(handle, Role.ADMINISTRATOR)
        deeds = [way(world, handle) for handle in handles]
        ready = Barrier(2)

        def leave(deed: Callable[[], object], ready: Barrier = ready) -> None:
            ready.wait()
            try:
                deed()
            except Refused:
                return

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(leave, deeds))

        here = [
            one
            for one in world.rows(Member)
            if one.role is Role.ADMINISTRATOR and one.deactivated_at is None
        ]
        assert len(here) == 1, number
        with world.writing():
            members.change_role(here[0].id, Role.MEMBER)
