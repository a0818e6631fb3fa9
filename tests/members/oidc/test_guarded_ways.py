"""What opens or closes an account by way of SolTrex wants more than a session."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.http import POLICY
from forum.members.models import Member, MemberSession, Role
from forum.members.registry.models import Account
from forum.members.registry.oidc.client import Provider, RegistryDown
from forum.members.registry.oidc.models import OidcIdentity
from forum.rights import actions as rights
from forum.rights.models import Erasure
from tests.browser import PASSWORD, Browser, Page
from tests.images.pictures import added, attached, shown
from tests.members.devices import later
from tests.members.oidc.fake import Fake
from tests.members.oidc.steps import is_signed_in, join, sign_in
from tests.world import World, words_of

EVENT_TYPE = "application/secevent+jwt"
CLOSED = "It cannot be opened again here."


def sign_in_here(browser: Browser, login: str) -> Page:
    """Sign in with an account of this forum."""
    browser.visit("/sign-in/local")
    return browser.submit("/sign-in", login=login, password=PASSWORD)


def connect(fake: Fake, browser: Browser) -> Page:
    """Connect the account of a member who has just signed in here."""
    browser.visit("/my")
    url = browser.submit("/my/connect", follow=False).headers["Location"]
    return browser.visit(fake.answer(url))


def tell(kind: str, fake: Fake, world: World) -> None:
    """Let SolTrex tell of the person."""
    client = Browser(world.app).client
    token = fake.event_token(kind)
    sent = client.post("/registry/events", data=token, content_type=EVENT_TYPE)
    assert sent.status_code == 202


@pytest.fixture
def staff(fake: Fake, world: World) -> int:
    """Return an administrator who connected and kept the account made here."""
    number = world.member("ada", Role.ADMINISTRATOR)
    browser = Browser(world.app)
    sign_in_here(browser, "ada")
    connect(fake, browser)
    return number


def test_connecting_wants_a_fresh_sign_in(
    fake: Fake, guest: Browser, world: World
) -> None:
    world.member("rosa")
    sign_in_here(guest, "rosa")
    guest.visit("/my")

    with later(minutes=11):
        page = guest.submit("/my/connect", follow=False)

    assert page.status == 403
    assert page.heading == "Please confirm it is you"
    assert not fake.asked


def test_connecting_is_still_fresh_when_one_comes_back(
    fake: Fake, guest: Browser, world: World
) -> None:
    world.member("rosa")
    sign_in_here(guest, "rosa")
    guest.visit("/my")
    url = guest.submit("/my/connect", follow=False).headers["Location"]

    with later(minutes=11):
        page = guest.visit(fake.answer(url))

    assert page.status == 403
    assert "Nothing was connected" in page.text
    assert world.rows(OidcIdentity) == []
    assert len(world.rows(Account)) == 1


def test_the_address_of_an_account_that_is_connected_is_told(
    fake: Fake, guest: Browser, world: World
) -> None:
    world.member("rosa")
    sign_in_here(guest, "rosa")
    with world.reading():
        before = world.rows(Account)[0].email

    connect(fake, guest)
    world.run_jobs()

    (mail,) = world.outbox.mails
    assert mail["To"] == before
    assert "connected with a SolTrex account" in words_of(mail)
    assert world.rows(Account) == []


@pytest.mark.parametrize("age", [0, 3600, None], ids=["now", "an hour", "not said"])
def test_a_sign_in_is_as_fresh_as_soltrex_says(
    fake: Fake, guest: Browser, world: World, age: int | None
) -> None:
    join(fake, guest)
    guest.visit("/")
    guest.submit("/sign-out", follow=False)
    if age is None:
        fake.without = frozenset({"auth_time"})
        fake.userinfo = {"auth_time": int(time.time())}
    else:
        fake.more = {"auth_time": int(time.time()) - age}

    sign_in(fake, guest)

    (session,) = world.rows(MemberSession)
    if age is None:
        assert session.confirmed_at is None
    else:
        assert session.confirmed_at is not None
        since = utcnow() - session.confirmed_at
        assert abs(since - timedelta(seconds=age)) < timedelta(seconds=30)


def test_coming_back_makes_an_old_sign_in_no_fresher(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, guest)
    guest.visit("/my/deactivate")
    guest.submit("/my/deactivate")
    fake.more = {"auth_time": int(time.time()) - 3600}

    sign_in(fake, guest)
    guest.submit("/sign-in/return")

    (session,) = world.rows(MemberSession)
    assert session.confirmed_at is not None
    assert utcnow() - session.confirmed_at > timedelta(minutes=59)


def test_staff_disabled_at_soltrex_do_not_get_in_by_the_account_kept_here(
    fake: Fake, guest: Browser, world: World, staff: int
) -> None:
    tell("account-disabled", fake, world)

    page = sign_in_here(guest, "ada")

    assert page.status == 403
    assert CLOSED in page.text
    assert not is_signed_in(guest)
    assert world.row(Member, staff).deactivated_at is not None


def test_whoever_was_asked_before_does_not_come_back_after(
    fake: Fake, guest: Browser, world: World, staff: int
) -> None:
    with world.writing():
        db.session.get_one(Member, staff).deactivated_at = utcnow()
    assert sign_in_here(guest, "ada").path == "/sign-in/return"
    tell("account-disabled", fake, world)

    page = guest.submit("/sign-in/return")

    assert page.status == 400
    assert not is_signed_in(guest)
    assert sign_in_here(guest, "ada").status == 403
    assert world.row(Member, staff).deactivated_at is not None


def test_soltrex_lets_them_in_again(
    fake: Fake, guest: Browser, world: World, staff: int
) -> None:
    tell("account-disabled", fake, world)

    tell("account-enabled", fake, world)
    sign_in_here(guest, "ada")

    assert not world.row(Member, staff).is_kept_out
    assert is_signed_in(guest)


@pytest.mark.parametrize("kind", ["account-disabled", "account-purged"])
def test_the_link_that_stops_an_erasure_does_not_open_what_soltrex_closed(
    fake: Fake, guest: Browser, world: World, kind: str
) -> None:
    join(fake, guest)
    who = world.member_id("sunny_roof")
    with world.writing():
        erasure = rights.ask_erasure(who, rights.Wish(), utcnow())
        link = rights.stop_link(erasure)
    tell(kind, fake, world)
    guest.visit(f"/delete/stop/{link}")

    page = guest.submit(f"/delete/stop/{link}")

    assert page.status == 403
    assert world.row(Member, who).deactivated_at is not None
    assert world.rows(Erasure)[0].cancelled_at is None


def test_a_purged_account_is_not_opened_by_the_account_kept_here(
    fake: Fake, guest: Browser, world: World, staff: int
) -> None:
    tell("account-purged", fake, world)

    page = sign_in_here(guest, "ada")

    assert page.status == 403
    assert not is_signed_in(guest)
    assert world.row(Member, staff).is_kept_out


def test_a_service_that_did_not_answer_is_left_alone_for_half_a_minute(
    fake: Fake, guest: Browser
) -> None:
    fake.is_down = True
    guest.visit("/sign-in")
    pages = [guest.submit("/sign-in/go").status]
    asked = len(fake.asked)
    guest.visit("/sign-in")
    pages.append(guest.submit("/sign-in/go").status)
    fake.is_down = False

    with later(minutes=1):
        guest.visit("/sign-in")
        after = guest.submit("/sign-in/go", follow=False)

    assert (pages, asked) == ([503, 503], 1)
    assert len(fake.asked) == asked + 1
    assert after.status == 303


def test_keys_that_cannot_be_had_are_not_asked_for_by_every_token(
    app: Flask, fake: Fake
) -> None:
    service: Provider = replace(app.extensions["oidc"])
    service.about()
    fake.is_down = True

    for _ in range(3):
        with pytest.raises(RegistryDown):
            service.find_key("rsa")

    assert fake.asked.count("/keys") == 1


@pytest.mark.parametrize("path", ["/registry/logout", "/registry/events"])
def test_messages_are_taken_only_so_often(guest: Browser, path: str) -> None:
    sent = {guest.client.post(path).status_code for _ in range(301)}

    assert sent == {400, 429}


def test_a_picture_stays_in_its_sandbox_and_pages_keep_every_directive(
    fake: Fake, guest: Browser, world: World
) -> None:
    post = world.opening_post(world.thread("ken"))
    attached(world, "ken", post, added(world, "ken"))
    (picture,) = shown(world, post)

    policies = [
        guest.client.get(path).headers["Content-Security-Policy"]
        for path in (picture.url, "/")
    ]

    leads_there = f"form-action 'self' {fake.issuer};"
    assert policies[0] == "sandbox; default-src 'none'"
    assert policies[1] == POLICY.replace("form-action 'self';", leads_there)
