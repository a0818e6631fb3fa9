"""A new password: asked for by mail, set once, told to the owner."""

from datetime import timedelta

import pytest
import time_machine

from forum.core.clock import utcnow
from forum.members.models import MemberSession
from forum.members.registry.models import ResetLink
from tests.browser import PASSWORD, Browser
from tests.members.joining import link_in, without_tokens
from tests.world import World, words_of

NEW = "copper lantern maple quartz"


def asked(browser: Browser, world: World, email: str = "rosa@example.com") -> str:
    """Ask for a link to a new password; return its path."""
    browser.visit("/reset")
    browser.submit("/reset", email=email)
    world.run_jobs()
    return link_in(world.outbox.mails[-1])


def test_the_link_of_the_mail_sets_a_new_password(guest: Browser, world: World) -> None:
    world.member("rosa")
    guest.visit(asked(guest, world))

    page = guest.submit(guest.page.path, password=NEW)

    assert "Your password is changed" in page.text
    assert guest.sign_in("rosa", PASSWORD).status == 422
    assert guest.sign_in("rosa", NEW).status == 200
    assert not world.rows(ResetLink)


def test_the_owner_is_told_that_the_password_changed(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    guest.visit(asked(guest, world))

    guest.submit(guest.page.path, password=NEW)
    world.run_jobs()

    subjects = [mail["Subject"] for mail in world.outbox.to("rosa@example.com")]
    assert subjects == ["Your link to a new password", "Your password was changed"]
    assert NEW not in words_of(world.outbox.mails[-1])


def test_a_new_password_ends_every_session(
    guest: Browser, rosa: Browser, world: World
) -> None:
    guest.visit(asked(guest, world))

    guest.submit(guest.page.path, password=NEW)

    assert rosa.visit("/my").status == 401
    assert not world.rows(MemberSession)


def test_the_link_works_once(guest: Browser, world: World) -> None:
    world.member("rosa")
    link = asked(guest, world)
    form = guest.visit(link).values(link)
    guest.submit(link, password=NEW)

    again = guest.post(link, {**form, "password": "olive pebble timber fern"})

    assert again.status == 410
    assert guest.visit(link).status == 410
    assert guest.sign_in("rosa", NEW).status == 200


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 410)])
def test_the_link_works_for_an_hour(
    guest: Browser, world: World, minutes: int, status: int
) -> None:
    world.member("rosa")
    link = asked(guest, world)

    with time_machine.travel(utcnow() + timedelta(minutes=minutes)):
        assert guest.visit(link).status == status


def test_a_second_link_is_the_end_of_the_first(guest: Browser, world: World) -> None:
    world.member("rosa")
    first = asked(guest, world)

    second = asked(guest, world)

    assert guest.visit(first).status == 410
    assert guest.visit(second).status == 200
    assert len(world.rows(ResetLink)) == 1


def test_the_database_does_not_hold_the_link(guest: Browser, world: World) -> None:
    world.member("rosa")

    link = asked(guest, world).rpartition("/")[2]

    (row,) = world.rows(ResetLink)
    assert link.encode() not in row.key
    assert len(row.key) == 32


def test_an_unknown_address_gets_the_same_answer(guest: Browser, world: World) -> None:
    world.member("rosa")
    pages = []

    for email in ("rosa@example.com", "nobody.here@example.com"):
        guest.visit("/reset")
        pages.append(guest.submit("/reset", email=email))

    known, unknown = pages
    assert (known.status, known.path) == (unknown.status, unknown.path)
    assert without_tokens(known) == without_tokens(unknown)
    world.run_jobs()
    assert [mail["To"] for mail in world.outbox.mails] == ["rosa@example.com"]


@pytest.mark.parametrize("password", ["short", "1234567890987654321", ""])
def test_a_weak_password_is_refused_and_not_shown(
    guest: Browser, world: World, password: str
) -> None:
    world.member("rosa")
    link = asked(guest, world)
    guest.visit(link)

    page = guest.submit(link, password=password)

    assert page.status == 422
    assert page.soup.select("#password-error")
    assert not page.values(link)["password"]
    assert guest.visit(link).status == 200
