"""Signing in: who is let in, and what the answer gives away."""

import pytest

from tests.browser import PASSWORD, Browser
from tests.members.joining import without_tokens
from tests.world import World

WRONG = "Email, user name or password is wrong"


@pytest.mark.parametrize(
    "login", ["rosa", "ROSA", " rosa ", "rosa@example.com", "Rosa@Example.COM"]
)
def test_a_member_signs_in_by_user_name_or_address(
    guest: Browser, world: World, login: str
) -> None:
    world.member("rosa")

    page = guest.sign_in(login)

    assert (page.status, page.path) == (200, "/")
    assert guest.visit("/my").status == 200


def test_a_password_that_only_looks_the_same_is_another(
    guest: Browser, world: World
) -> None:
    world.member("rosa")

    page = guest.sign_in("rosa", PASSWORD.replace("violet", "v\uff49olet"))

    assert page.status == 422


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(
    guest: Browser, world: World
) -> None:
    world.member("rosa")

    wrong = guest.sign_in("rosa", "not the password")
    unknown = guest.sign_in("rosz", "not the password")

    assert (wrong.status, unknown.status) == (422, 422)
    assert WRONG in wrong.text
    same = without_tokens(wrong).replace("rosa", "rosz")
    assert same == without_tokens(unknown)


def test_a_failed_sign_in_keeps_the_login_and_not_the_password(
    guest: Browser, world: World
) -> None:
    world.member("rosa")

    page = guest.sign_in("rosa", "not the password")

    assert page.values("/sign-in")["login"] == "rosa"
    assert "not the password" not in page.html
    assert guest.visit("/my").status == 401


@pytest.mark.parametrize(
    ("login", "password", "said"),
    [
        ("", PASSWORD, "Write your email or user name"),
        ("rosa", "", "Write your password"),
    ],
)
def test_an_empty_field_is_named(
    guest: Browser, login: str, password: str, said: str
) -> None:
    page = guest.sign_in(login, password)

    assert page.status == 422
    assert said in page.text


def test_a_guest_is_led_back_to_where_they_wanted_to_go(
    guest: Browser, world: World
) -> None:
    world.member("rosa")
    asked = guest.visit("/b/performance/new")
    (offer,) = [
        str(one["href"])
        for one in asked.soup.select("main a[href]")
        if one.get_text(strip=True) == "Sign in"
    ]
    guest.visit(offer)

    page = guest.submit("/sign-in", login="rosa", password=PASSWORD)

    assert asked.status == 401
    assert (page.status, page.path) == (200, "/b/performance/new")
