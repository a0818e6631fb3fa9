"""What an attacker keeps who has begun: nothing, once its owner has acted."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.core.clock import utcnow
from forum.core.db import locked
from forum.members.actions import deactivate
from forum.members.models import Member, MemberSession
from forum.members.registry.models import Account
from tests.browser import PASSWORD, Browser
from tests.members.devices import Phone, later, with_app
from tests.members.joining import cookie_of
from tests.members.test_changing_sign_in import NEW, ask_address, change_password
from tests.members.test_resetting import asked
from tests.world import World

HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def begun(rosa: Browser, elsewhere: Browser) -> Phone:
    """Return Rosa's phone, after somebody else came as far as the second step."""
    phone, _ = with_app(rosa)
    assert elsewhere.sign_in("rosa").path == "/sign-in/second-step"
    return phone


def test_a_new_password_ends_what_was_begun_with_the_old_one(
    rosa: Browser, elsewhere: Browser, world: World, begun: Phone
) -> None:
    change_password(rosa, NEW)

    page = elsewhere.submit("/sign-in/second-step", code=begun.code(HALF_A_MINUTE))

    assert page.status == 400
    assert elsewhere.visit("/my").status == 401
    assert len(world.rows(MemberSession)) == 1


def test_a_new_password_by_mail_does_so_too(
    elsewhere: Browser, guest: Browser, world: World, begun: Phone
) -> None:
    guest.visit(asked(guest, world))
    guest.submit(guest.page.path, password=NEW)

    page = elsewhere.submit("/sign-in/second-step", code=begun.code(HALF_A_MINUTE))

    assert page.status == 400
    assert world.rows(MemberSession) == []


def test_nobody_comes_back_for_somebody_whose_password_is_new(
    guest: Browser, elsewhere: Browser, world: World
) -> None:
    rosa = world.member("rosa")
    with world.writing():
        deactivate(rosa, utcnow())
    assert elsewhere.sign_in("rosa").path == "/sign-in/return"

    guest.visit(asked(guest, world))
    guest.submit(guest.page.path, password=NEW)
    page = elsewhere.submit("/sign-in/return")

    assert page.status == 400
    assert world.row(Member, rosa).deactivated_at is not None


def test_signing_out_everywhere_ends_what_was_begun(
    rosa: Browser, elsewhere: Browser, begun: Phone
) -> None:
    rosa.visit("/my/sessions")
    page = rosa.page
    everywhere = [
        form
        for form in page.forms("/my/sessions/end")
        if not form.select("[name=session]")
    ]
    token = str(everywhere[0].select("[name=csrf_token]")[0]["value"])
    rosa.post("/my/sessions/end", {"csrf_token": token})

    page = elsewhere.submit("/sign-in/second-step", code=begun.code(HALF_A_MINUTE))

    assert page.status == 400


def test_an_app_signs_out_everybody_who_came_by_the_password_alone(
    rosa: Browser, elsewhere: Browser
) -> None:
    elsewhere.sign_in("rosa")
    before = cookie_of(rosa)

    with_app(rosa)

    assert elsewhere.visit("/my").status == 401
    assert rosa.visit("/my").status == 200
    assert cookie_of(rosa) != before


def test_taking_the_app_away_signs_out_everywhere_else(
    rosa: Browser, elsewhere: Browser
) -> None:
    _, codes = with_app(rosa)
    elsewhere.sign_in("rosa")
    elsewhere.submit("/sign-in/second-step", code=codes[0])
    rosa.visit("/my/security/app")

    rosa.submit("/my/security/app/end")

    assert elsewhere.visit("/my").status == 401
    assert rosa.visit("/my").status == 200


def test_another_address_signs_out_everywhere_else(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    elsewhere.sign_in("rosa")
    link = ask_address(rosa, world)
    before = cookie_of(rosa)
    rosa.visit(link)

    page = rosa.submit(link)

    assert "You are signed out everywhere else" in page.text
    assert elsewhere.visit("/my").status == 401
    assert rosa.visit("/my").status == 200
    assert cookie_of(rosa) != before


def test_a_confirmed_address_is_no_proof_of_who_one_is(
    rosa: Browser, world: World
) -> None:
    link = ask_address(rosa, world)

    with later(minutes=11):
        rosa.visit(link)
        rosa.submit(link)

        assert rosa.visit("/my/security/password").path == "/confirm"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/my/security/passkeys/end", {"passkey": "1"}),
        ("/my/security/app/end", {}),
        ("/my/security/password", {"password": NEW}),
    ],
)
def test_no_deed_makes_a_sign_in_fresher_than_it_is(
    rosa: Browser, path: str, fields: dict[str, str]
) -> None:
    with later(minutes=9):
        rosa.visit("/my/security/password")
        token = rosa.page.values("/my/security/password")["csrf_token"]
        rosa.post(path, {"csrf_token": token, **fields})
        assert rosa.visit("/my/security/email").path == "/my/security/email"
    with later(minutes=11):
        assert rosa.visit("/my/security/email").path == "/confirm"


def test_a_short_password_does_not_sign_in_once_the_second_step_is_gone(
    app: Flask, rosa: Browser, elsewhere: Browser, world: World
) -> None:
    with_app(rosa)
    change_password(rosa, "fern owl")
    app.test_cli_runner().invoke(args=["member", "recover", "rosa"])

    page = elsewhere.sign_in("rosa", "fern owl")

    assert page.path == "/reset"
    assert "fewer than 15 characters" in page.text
    assert elsewhere.visit("/my").status == 401
    world.run_jobs()
    link = asked(elsewhere, world)
    elsewhere.visit(link)
    elsewhere.submit(link, password=NEW)
    assert elsewhere.sign_in("rosa", NEW).path == "/"


def test_a_cookie_from_before_signing_in_opens_nothing(
    guest: Browser, elsewhere: Browser, world: World
) -> None:
    world.member("rosa")
    guest.begin_session("a cookie that somebody else planted")
    guest.sign_in("rosa")
    elsewhere.begin_session("a cookie that somebody else planted")

    assert cookie_of(guest) != "a cookie that somebody else planted"
    assert guest.visit("/my").status == 200
    assert elsewhere.visit("/my").status == 401


def test_erasing_somebody_also_ends_what_they_had_begun(
    rosa: Browser, elsewhere: Browser, world: World, app: Flask
) -> None:
    with_app(rosa)
    elsewhere.sign_in("rosa")

    app.test_cli_runner().invoke(args=["erase", "rosa"])
    world.run_jobs()

    assert world.rows(MemberSession) == []
    assert world.rows(Account) == []


def test_nobody_is_signed_in_while_a_step_is_missing(
    elsewhere: Browser,
    world: World,
    begun: Phone,  # noqa: ARG001 - it began
) -> None:
    pending = [one for one in world.rows(MemberSession) if one.pending_id]

    assert len(pending) == 1
    assert pending[0].member_id is None
    assert elsewhere.visit("/my").status == 401
    with world.writing():
        assert locked(Member, pending[0].pending_id or 0).handle == "rosa"
    assert PASSWORD not in str(pending[0].content)
