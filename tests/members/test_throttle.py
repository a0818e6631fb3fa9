"""How often a password may be tried, and who is never locked out by that."""

import pytest
from flask import Flask

from forum.members.registry import throttle
from tests.browser import PASSWORD, Browser
from tests.members.joining import come_from
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
