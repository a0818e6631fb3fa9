"""Nobody learns from an answer, or from the time it takes, who has an account."""

from statistics import median
from time import perf_counter

import pytest

from forum.core.jobs import Job
from forum.core.limits import limiter
from tests.browser import Browser
from tests.members.devices import with_app
from tests.members.joining import FILLED_IN
from tests.world import World

ROUNDS = 7
SLACK = 0.5
"""How much longer one may take: hashing takes far longer than all the rest."""


def seconds(browser: Browser, path: str, **fields: str) -> float:
    """Return how long the answer to a form takes, as a rule."""
    took = []
    for _ in range(ROUNDS):
        browser.visit(path)
        limiter.reset()
        begun = perf_counter()
        browser.submit(path, more=fields)
        took.append(perf_counter() - begun)
    return median(took)


def alike(one: float, other: float) -> bool:
    """Say whether two times cannot be told apart over a network."""
    return abs(one - other) <= SLACK * max(one, other)


def test_a_wrong_password_takes_as_long_for_nobody(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    guest.sign_in("nobody", "wrong")

    known = seconds(guest, "/sign-in", login="rosa", password="wrong")
    unknown = seconds(guest, "/sign-in", login="rosz", password="wrong")

    assert alike(known, unknown), (known, unknown)


def test_whether_there_is_a_second_step_is_not_said_before_the_password(
    guest: Browser, rosa: Browser, world: World
) -> None:
    world.member("ken")
    with_app(rosa)

    with_step = guest.sign_in("rosa", "wrong")
    without = guest.sign_in("ken", "wrong")

    assert (with_step.status, without.status) == (422, 422)
    assert with_step.text.replace("rosa", "ken") == without.text


def test_asking_for_a_new_password_takes_as_long_for_nobody(
    guest: Browser, world: World
) -> None:
    world.member("rosa")

    known = seconds(guest, "/reset", email="rosa@example.com")
    unknown = seconds(guest, "/reset", email="rosz@example.com")

    assert abs(known - unknown) < 0.05, (known, unknown)


def test_asking_for_a_new_password_writes_as_much_for_nobody(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    jobs = []

    for email in ("rosa@example.com", "rosz@example.com"):
        guest.visit("/reset")
        guest.submit("/reset", email=email)
        jobs.append(len(world.rows(Job)))
    world.run_jobs()

    assert jobs[1] == 2 * jobs[0]
    assert [mail["To"] for mail in world.outbox.mails] == ["rosa@example.com"]


def test_registering_takes_as_long_for_a_known_address(
    guest: Browser, world: World
) -> None:
    world.member("rosa")

    known = seconds(guest, "/register", **FILLED_IN | {"email": "rosa@example.com"})
    unknown = seconds(guest, "/register", **FILLED_IN | {"email": "rosz@example.com"})

    assert alike(known, unknown), (known, unknown)


@pytest.mark.parametrize("login", ["rosa", "rosz", "rosa@example.com"])
def test_too_many_tries_look_the_same_for_nobody(
    guest: Browser, world: World, login: str
) -> None:
    world.member("rosa")

    answers = [guest.sign_in(login, "wrong").status for _ in range(11)]

    assert answers == [422] * 10 + [429]
