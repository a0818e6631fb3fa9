"""C18: one welcome mail with user name and link proves whose the address is.

It never holds the password, nobody learns from it who has an account, and
what is not confirmed is forgotten.
"""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.members.models import Member
from forum.members.registry.models import Application
from tests.browser import PASSWORD, Browser
from tests.members.joining import EMAIL, FILLED_IN, HANDLE, applied, fill_in, link_in
from tests.world import World, words_of


def test_one_welcome_mail_holds_user_name_and_link(
    guest: Browser, world: World
) -> None:
    fill_in(guest)
    world.run_jobs()

    (mail,) = world.outbox.mails
    assert mail["To"] == EMAIL
    assert HANDLE in words_of(mail)
    assert link_in(mail).startswith("/verify/")


def test_the_mail_never_holds_the_password(guest: Browser, world: World) -> None:
    fill_in(guest)
    world.run_jobs()

    (mail,) = world.outbox.mails
    assert PASSWORD not in mail.as_string()
    assert PASSWORD not in words_of(mail)
    assert "violet" not in mail.as_string()


def test_the_link_is_kept_as_a_hash(guest: Browser, world: World) -> None:
    link = applied(guest, world).rpartition("/")[2]

    (application,) = world.rows(Application)
    assert application.link_key is not None
    assert len(application.link_key) == 32
    assert link.encode() not in application.link_key


def test_the_link_works_once(guest: Browser, world: World) -> None:
    link = applied(guest, world)
    late = Browser(world.app)
    guest.visit(link)
    late.visit(link)

    first = guest.submit(link, password=PASSWORD)
    second = late.submit(link, password=PASSWORD)

    assert (first.status, second.status) == (200, 410)
    assert guest.visit(link).status == 410
    assert len(world.rows(Member)) == 1


@pytest.mark.parametrize(("hours", "status"), [(47, 200), (49, 410)])
def test_the_link_works_for_two_days(
    guest: Browser, world: World, hours: int, status: int
) -> None:
    link = applied(guest, world)

    with time_machine.travel(utcnow() + timedelta(hours=hours)):
        assert guest.visit(link).status == status


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_what_is_not_confirmed_is_deleted_after_seven_days(
    guest: Browser, world: World, days: int, left: int
) -> None:
    applied(guest, world)

    with time_machine.travel(utcnow() + timedelta(days=days)):
        done = world.app.test_cli_runner().invoke(args=["sweep"])

    assert done.exit_code == 0
    assert f"{1 - left:>6}  registrations not confirmed" in done.output
    assert len(world.rows(Application)) == left


def test_whoever_has_not_confirmed_cannot_sign_in(guest: Browser, world: World) -> None:
    applied(guest, world)

    assert guest.sign_in(HANDLE).status == 422
    assert guest.sign_in(EMAIL).status == 422
    assert guest.visit(f"/m/{HANDLE}").status == 404


def test_a_known_address_gets_the_same_answer(guest: Browser, world: World) -> None:
    world.member("rosa")

    unknown = fill_in(guest, email="new@example.com", handle="new_roof")
    known = fill_in(guest, email="Rosa@Example.COM", handle="other_roof")

    assert (known.status, known.path) == (unknown.status, unknown.path)
    assert known.html == unknown.html
    assert len(world.rows(Application)) == 1


def test_the_owner_of_a_known_address_is_told(guest: Browser, world: World) -> None:
    world.member("rosa")

    fill_in(guest, email="rosa@example.com", handle="other_roof")
    world.run_jobs()

    (mail,) = world.outbox.mails
    assert mail["To"] == "rosa@example.com"
    assert mail["Subject"] == "Somebody used your address at SolTrex Forum"
    assert "/verify/" not in mail.as_string()
    assert "other_roof" not in words_of(mail)


def test_a_known_address_takes_as_long_as_an_unknown_one(
    guest: Browser, world: World
) -> None:
    """Both answers hash the password, which is what takes the time."""
    world.member("rosa")
    taken = []

    for number, email in enumerate(["new@example.com", "rosa@example.com"] * 2):
        guest.visit("/register")
        begun = utcnow()
        guest.post("/register", _filled_in(guest, number, email))
        taken.append((utcnow() - begun).total_seconds())

    assert max(taken[1], taken[3]) > min(taken[0], taken[2]) / 3


def _filled_in(browser: Browser, number: int, email: str) -> dict[str, str]:
    token = browser.page.values("/register")["csrf_token"]
    return FILLED_IN | {
        "csrf_token": token,
        "handle": f"roof{number}",
        "email": email,
    }
