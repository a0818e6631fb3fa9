"""SolTrex out of reach, local accounts beside it, and the links that lead there."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from forum.members.models import MemberSession, Role
from forum.members.registry import registry
from forum.members.registry.models import Account, Application
from forum.members.registry.oidc.models import OidcIdentity
from tests.browser import PASSWORD, Browser, Page
from tests.members.joining import FILLED_IN
from tests.members.oidc.fake import Fake
from tests.members.oidc.steps import (
    is_signed_in,
    join,
    leave_for_soltrex,
    sign_in,
)
from tests.world import World


def sign_in_here(browser: Browser, login: str) -> Page:
    """Sign in with an account of this forum."""
    browser.visit("/sign-in/local")
    return browser.submit("/sign-in", login=login, password=PASSWORD)


def test_while_soltrex_is_down_everybody_reads_and_sign_in_says_why(
    fake: Fake, guest: Browser, world: World
) -> None:
    thread = world.thread("ken")
    fake.is_down = True

    read = guest.visit(world.url(thread))
    guest.visit("/sign-in")
    page = guest.submit("/sign-in/go")

    assert read.status == 200
    assert page.status == 503
    assert page.heading == "SolTrex cannot be reached right now"
    assert page.link("Sign in with its password") == "/sign-in/local"
    with world.reading():
        assert "does not answer" in registry().trouble()


def test_soltrex_going_down_half_way_signs_nobody_in_and_says_why(
    fake: Fake, guest: Browser
) -> None:
    answer = fake.answer(leave_for_soltrex(guest))
    fake.is_down = True

    page = guest.visit(answer)

    assert page.status == 503
    assert not is_signed_in(guest)


def test_messages_that_cannot_be_checked_are_asked_for_again(
    fake: Fake, guest: Browser
) -> None:
    token = fake.event_token("account-disabled")
    fake.is_down = True

    sent = guest.client.post(
        "/registry/events", data=token, content_type="application/secevent+jwt"
    )

    assert (sent.status_code, sent.headers["Retry-After"]) == (503, "60")


def test_an_administrator_with_an_account_of_the_forum_gets_in_meanwhile(
    app: Flask, fake: Fake, guest: Browser
) -> None:
    made = app.test_cli_runner().invoke(
        args=[
            *("member", "create", "--handle", "ada", "--email", "ada@example.com"),
            *("--role", "administrator", "--password-stdin"),
        ],
        input=f"{PASSWORD}\n",
    )
    fake.is_down = True

    sign_in_here(guest, "ada")

    assert made.exit_code == 0, made.output
    assert is_signed_in(guest)
    assert guest.visit("/moderation/queue").status == 200


def test_signing_out_while_soltrex_is_down_ends_the_session_here(
    app: Flask, fake: Fake, guest: Browser
) -> None:
    join(fake, guest)
    app.extensions["oidc"] = replace(app.extensions["oidc"])
    fake.is_down = True
    guest.visit("/")

    page = guest.submit("/sign-out")

    assert (page.status, page.path) == (200, "/")
    assert not is_signed_in(guest)


def test_signing_out_here_goes_on_at_soltrex_and_forms_may_lead_there(
    fake: Fake, guest: Browser
) -> None:
    join(fake, guest)
    policy = guest.visit("/").headers["Content-Security-Policy"]

    page = guest.submit("/sign-out", follow=False)

    url = urlsplit(page.headers["Location"])
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{fake.issuer}/end"
    assert parse_qs(url.query) == {
        "client_id": ["forum"],
        "post_logout_redirect_uri": ["http://127.0.0.1:8000/"],
    }
    assert f"form-action 'self' {fake.issuer};" in policy


def test_nobody_joins_here_past_soltrex(guest: Browser, world: World) -> None:
    page = guest.visit("/register")
    token = page.values("/sign-in/go")["csrf_token"]

    guest.post("/register", {"csrf_token": token, **FILLED_IN})

    assert page.heading == "Sign in with SolTrex"
    assert world.rows(Application) == []


def test_the_way_to_soltrex_says_what_is_shared(fake: Fake, guest: Browser) -> None:
    page = guest.visit("/sign-in")

    assert "Your email address, so that we can write to you" in page.text
    assert "stay at SolTrex" in page.text
    assert not fake.asked


def test_the_members_page_leads_to_soltrex_for_what_is_kept_there(
    fake: Fake, guest: Browser, world: World
) -> None:
    fake.person["sub"] = "a/b?c"
    join(fake, guest)

    page = guest.visit("/my")

    profile = "https://my.example.com/people/a%2Fb%3Fc?as=sunny_roof"
    assert page.link("Change name and email at SolTrex") == profile
    assert "Change your password" not in page.text
    who = world.member_id("sunny_roof")
    with world.reading():
        address = registry().system_url(who, "7&x")
        assert address == "https://my.example.com/systems/7%26x"
        assert registry().system_url(who, "..") == ""


def test_a_member_from_before_connects_by_their_password(
    fake: Fake, guest: Browser, world: World
) -> None:
    rosa = world.member("rosa")
    sign_in_here(guest, "rosa")
    guest.visit("/my")
    url = guest.submit("/my/connect", follow=False).headers["Location"]

    page = guest.visit(fake.answer(url))

    (identity,) = world.rows(OidcIdentity)
    assert "Connected" in page.text
    assert identity.member_id == rosa
    assert world.rows(Account) == []
    guest.visit("/")
    guest.submit("/sign-out", follow=False)
    sign_in(fake, guest)
    assert "rosa" in guest.visit("/my").text


def test_staff_keep_their_own_way_in_when_they_connect(
    fake: Fake, guest: Browser, world: World
) -> None:
    world.member("ada", Role.ADMINISTRATOR)
    sign_in_here(guest, "ada")
    guest.visit("/my")
    url = guest.submit("/my/connect", follow=False).headers["Location"]
    guest.visit(fake.answer(url))

    other = Browser(world.app)
    sign_in_here(other, "ada")

    assert is_signed_in(other)


def test_somebody_elses_soltrex_account_is_not_connected(
    fake: Fake, guest: Browser, world: World
) -> None:
    join(fake, Browser(world.app))
    world.member("rosa")
    sign_in_here(guest, "rosa")
    guest.visit("/my")
    url = guest.submit("/my/connect", follow=False).headers["Location"]

    page = guest.visit(fake.answer(url))

    assert page.status == 403
    assert len(world.rows(OidcIdentity)) == 1
    assert len(world.rows(Account)) == 1


@pytest.mark.parametrize(
    ("auth_time", "status"), [("fresh", 200), ("old", 400), ("none", 400)]
)
def test_a_sensitive_deed_wants_a_fresh_sign_in_at_soltrex(
    fake: Fake, guest: Browser, auth_time: str, status: int
) -> None:
    join(fake, guest)
    page = guest.visit("/confirm?next=/my/profile")
    url = guest.visit(page.link("Confirm at SolTrex"), follow=False).headers["Location"]
    fake.more = {"auth_time": 1_700_000_000} if auth_time == "old" else {}
    fake.without = frozenset({"auth_time"}) if auth_time == "none" else frozenset()

    page = guest.visit(fake.answer(url))

    assert "prompt=login" in url
    assert "max_age=0" in url
    assert page.status == status
    assert is_signed_in(guest)


def test_somebody_else_cannot_confirm(fake: Fake, guest: Browser) -> None:
    join(fake, guest)
    page = guest.visit("/confirm?next=/my/profile")
    url = guest.visit(page.link("Confirm at SolTrex"), follow=False).headers["Location"]
    fake.person["sub"] = "sub-other"

    page = guest.visit(fake.answer(url))

    assert page.status == 403
    assert "as somebody else" in page.text


def test_the_page_of_passwords_leads_to_what_is_kept_at_soltrex(
    fake: Fake, guest: Browser
) -> None:
    join(fake, guest)

    page = guest.visit("/my/security")

    assert (page.status, page.path) == (200, "/my")
    assert "belong to your SolTrex account" in page.text


@pytest.mark.parametrize(
    ("means", "counts"), [(["pwd", "mfa"], True), (["pwd"], False), ("mfa", False)]
)
def test_a_second_step_at_soltrex_counts_here(
    fake: Fake, guest: Browser, world: World, means: object, counts: bool
) -> None:
    fake.more = {"amr": means}

    join(fake, guest)

    (session,) = world.rows(MemberSession)
    assert session.two_factors is counts
