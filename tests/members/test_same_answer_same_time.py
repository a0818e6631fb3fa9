"""Nobody learns from an answer, or from the time it takes, who has an account."""

from statistics import median
from time import process_time

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


def seconds(browser: Browser, path: str, *forms: dict[str, str]) -> tuple[float, ...]:
    """Return how long the answers to some forms take as a rule, taken in turns.

    Seconds of this process alone: what else a machine does tells nothing of us.
    """
    took: list[list[float]] = [[] for _ in forms]
    for _ in range(ROUNDS):
        for fields, times in zip(forms, took, strict=True):
            browser.visit(path)
            limiter.reset()
            begun = process_time()
            browser.submit(path, more=fields)
            times.append(process_time() - begun)
    return tuple(map(median, took))


def alike(one: float, other: float) -> bool:
    """Say whether two times cannot be told apart over a network."""
    return abs(one - other) <= SLACK * max(one, other)


def test_a_wrong_password_takes_as_long_for_nobody(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    guest.sign_in("nobody", "wrong")

    known, unknown = seconds(
        guest,
        "/sign-in",
        {"login": "rosa", "password": "wrong"},
        {"login": "rosz", "password": "wrong"},
    )

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

    known, unknown = seconds(
        guest, "/reset", {"email": "rosa@example.com"}, {"email": "rosz@example.com"}
    )

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

    known, unknown = seconds(
        guest,
        "/register",
        FILLED_IN | {"email": "rosa@example.com"},
        FILLED_IN | {"email": "rosz@example.com"},
    )

    assert alike(known, unknown), (known, unknown)


@pytest.mark.parametrize("login", ["rosa", "rosz", "rosa@example.com"])
def test_too_many_tries_look_the_same_for_nobody(
    guest: Browser, world: World, login: str
) -> None:
    world.member("rosa")

    answers = [guest.sign_in(login, "wrong").status for _ in range(11)]

    assert answers == [422] * 10 + [429]
