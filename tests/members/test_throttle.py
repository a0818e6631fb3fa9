"""How often a password may be tried, and who is never locked out by that."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from forum.core.clock import utcnow
from forum.members.registry import throttle
from tests.browser import PASSWORD, Browser
from tests.members.joining import come_from, link_in
from tests.world import World

HERE, THERE = "198.51.100.7", "203.0.113.9"


def failed(app: Flask, address: str, logins: list[str]) -> None:
    """Note wrong passwords from a network."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        for login in logins:
            throttle.note_failure(login)


def test_the_eleventh_wrong_password_for_an_account_has_to_wait(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    come_from(guest, HERE)

    answers = [guest.sign_in("rosa", "wrong").status for _ in range(11)]

    assert answers == [422] * 10 + [429]
    assert 0 < int(guest.page.headers["Retry-After"]) <= 15 * 60
    assert "There were too many wrong passwords." in guest.page.text
    assert guest.sign_in("rosa").status == 429
    assert PASSWORD not in guest.page.html
    assert guest.visit("/my").status == 401


def test_its_owner_gets_in_from_another_network(guest: Browser, world: World) -> None:
    world.member("rosa")
    failed(world.app, HERE, ["rosa"] * 10)
    come_from(guest, THERE)

    page = guest.sign_in("rosa")

    assert page.status == 200
    assert guest.visit("/my").status == 200


NETWORKS = [f"192.0.{number}.7" for number in range(2, 60)]


def spread(app: Flask, tries: int) -> None:
    """Note wrong passwords for Rosa, each from another network."""
    for address in NETWORKS[:tries]:
        failed(app, address, ["rosa"])


def test_tries_from_many_networks_are_slowed_down_together(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    spread(world.app, 20)
    come_from(guest, THERE)

    page = guest.sign_in("rosa")

    assert page.status == 429
    assert guest.sign_in("ken", "wrong").status == 422


def test_a_few_networks_slow_down_nobody_but_themselves(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    for address in NETWORKS[:6]:
        failed(world.app, address, ["rosa"] * 9)
    come_from(guest, THERE)

    assert guest.sign_in("rosa").status == 200


def test_the_owner_gets_in_where_they_were_of_late(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    come_from(guest, THERE)
    guest.sign_in("rosa")
    spread(world.app, 40)

    answers = [guest.sign_in("rosa", "wrong").status for _ in range(4)]

    assert answers == [422] * 4
    assert guest.sign_in("rosa").status == 200


def test_a_known_network_has_five_tries_of_its_own(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    come_from(guest, THERE)
    guest.sign_in("rosa")
    spread(world.app, 40)

    answers = [guest.sign_in("rosa", "wrong").status for _ in range(6)]

    assert answers == [422] * 5 + [429]


def test_one_account_makes_eight_networks_known_and_no_more(
    guest: Browser, world: World
) -> None:
    world.member("mallory")
    world.member("rosa")
    for address in NETWORKS[:10]:
        come_from(guest, address)
        guest.sign_in("mallory")
    spread(world.app, 0)
    for address in NETWORKS[20:40]:
        failed(world.app, address, ["rosa"])

    answers = []
    for address in NETWORKS[:10]:
        come_from(guest, address)
        answers.append(guest.sign_in("rosa", "wrong").status)

    assert answers == [422] * 8 + [429] * 2


def test_a_mailed_link_lets_the_owner_in_whatever_strangers_do(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    spread(world.app, 40)
    come_from(guest, THERE)
    assert guest.sign_in("rosa").status == 429
    guest.visit("/reset")
    guest.submit("/reset", email="rosa@example.com")
    world.run_jobs()
    link = link_in(world.outbox.mails[-1])
    guest.visit(link)

    guest.submit(link, password="copper lantern maple quartz")

    assert guest.sign_in("rosa", "copper lantern maple quartz").status == 200


def test_the_wait_grows_from_window_to_window(world: World) -> None:
    world.member("rosa")
    waits = []

    for minutes in (0, 16, 77, 138, 199):
        with time_machine.travel(utcnow() + timedelta(minutes=minutes), tick=False):
            failed(world.app, HERE, ["rosa"] * 10)
            with world.app.test_request_context(environ_base={"REMOTE_ADDR": HERE}):
                waits.append(throttle.wait_before("rosa"))

    assert waits[0] <= 15 * 60 < waits[1]
    assert max(waits) > 60 * 60


def test_a_network_that_fails_too_is_slowed_down(guest: Browser, world: World) -> None:
    world.member("rosa")
    failed(world.app, HERE, ["rosa"] * 10)
    come_from(guest, THERE)

    first = guest.sign_in("rosa", "wrong")
    second = guest.sign_in("rosa")

    assert (first.status, second.status) == (422, 429)


def test_a_network_fails_thirty_times_whatever_the_account(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    failed(world.app, HERE, [f"guess{number}" for number in range(29)])
    come_from(guest, HERE)

    last = guest.sign_in("somebody", "wrong")
    page = guest.sign_in("rosa")

    assert (last.status, page.status) == (422, 429)


def test_neighbours_count_as_one_network(guest: Browser, world: World) -> None:
    world.member("rosa")
    failed(world.app, "198.51.100.200", [f"guess{number}" for number in range(30)])
    come_from(guest, HERE)

    assert guest.sign_in("rosa").status == 429


def test_success_counts_against_nobody(guest: Browser, world: World) -> None:
    world.member("rosa")
    come_from(guest, HERE)

    for _ in range(2):
        guest.sign_in("rosa")

    with world.app.test_request_context(environ_base={"REMOTE_ADDR": HERE}):
        assert throttle.wait_before("rosa") == 0
        failed(world.app, THERE, ["rosa"] * 10)
        assert throttle.wait_before("rosa") == 0


def test_a_guessed_address_is_not_tied_to_a_user_name_by_the_answer(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    failed(world.app, HERE, ["rosa"] * 10)
    come_from(guest, HERE)

    answers = [
        guest.sign_in(login, "wrong").status
        for login in ("rosa@example.com", "rosz@example.com")
    ]

    assert answers == [422, 422]


def test_a_guessed_user_name_is_not_tied_to_an_address_either(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    failed(world.app, HERE, ["rosa@example.com"] * 10)
    come_from(guest, HERE)

    answers = [guest.sign_in(login, "wrong").status for login in ("rosa", "rosz")]

    assert answers == [422, 422]


@pytest.mark.parametrize("login", ["ROSA", " rosa "])
def test_another_spelling_is_the_same_account(
    guest: Browser, world: World, login: str
) -> None:
    world.member("rosa")
    failed(world.app, HERE, ["rosa"] * 10)
    come_from(guest, HERE)

    assert guest.sign_in(login).status == 429


def test_the_counts_name_neither_account_nor_network(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    come_from(guest, HERE)

    guest.sign_in("rosa", "wrong")

    folder = world.app.extensions["settings"].home
    counts = b"".join(one.read_bytes() for one in folder.glob("limits.sqlite3*"))
    assert b"hits" in counts
    assert b"198.51.100" not in counts
    assert b"rosa" not in counts
