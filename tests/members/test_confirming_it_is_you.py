"""Before a sensitive deed one proves again who one is, and loses nothing."""

from datetime import timedelta

import pytest

from forum.members.models import MemberSession
from forum.members.registry.models import Account
from tests.browser import PASSWORD, Browser
from tests.members.devices import later, with_app
from tests.members.joining import cookie_of
from tests.world import World

DEEDS = [
    "/my/security/password",
    "/my/security/email",
    "/my/security/app",
    "/my/security/passkeys",
]
HEADING = "Please confirm it is you"


@pytest.mark.parametrize("path", DEEDS)
def test_within_ten_minutes_of_signing_in_nothing_is_asked(
    rosa: Browser, path: str
) -> None:
    with later(minutes=9.5):
        assert rosa.visit(path).path == path


@pytest.mark.parametrize("path", DEEDS)
def test_after_that_one_is_asked_and_led_back(rosa: Browser, path: str) -> None:
    with later(minutes=11):
        asked = rosa.visit(path)
        done = rosa.submit("/confirm", password=PASSWORD)

    assert (asked.heading, asked.path) == (HEADING, "/confirm")
    assert (done.status, done.path) == (200, path)


def test_a_wrong_password_confirms_nothing(rosa: Browser) -> None:
    with later(minutes=11):
        rosa.visit("/my/security/email")
        page = rosa.submit("/confirm", password="not the password")

        assert page.status == 422
        assert "This is not your password" in page.text
        assert rosa.visit("/my/security/email").path == "/confirm"


def test_a_form_sent_too_late_is_kept_and_sent_again(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    rosa.visit("/my/security/email")
    elsewhere.begin_session(cookie_of(rosa))

    with later(minutes=11):
        asked = rosa.submit("/my/security/email", email="new@example.com")
        elsewhere.visit("/confirm?next=/my")
        elsewhere.submit("/confirm", password=PASSWORD)
        rosa.begin_session(cookie_of(elsewhere))
        page = rosa.submit("/my/security/email")
        world.run_jobs()

    assert (asked.status, asked.heading) == (403, HEADING)
    assert "We sent a link to the new address" in page.text
    assert world.outbox.to("new@example.com")


def test_no_password_stands_on_the_page_that_asks(rosa: Browser) -> None:
    rosa.visit("/my/security/password")

    with later(minutes=11):
        page = rosa.submit("/my/security/password", password="a new one of mine")

    assert page.status == 403
    assert "a new one of mine" not in page.html


@pytest.mark.parametrize("field", ["passphrase", "code", "credential"])
def test_no_other_secret_stands_there_either(rosa: Browser, field: str) -> None:
    rosa.visit("/my/security/password")

    with later(minutes=11):
        page = rosa.submit("/my/security/password", more={field: "Zz-secret-of-mine"})

    assert (page.status, page.heading) == (403, HEADING)
    assert "Zz-secret-of-mine" not in page.html


def test_confirming_makes_another_cookie_and_the_session_no_younger(
    rosa: Browser, world: World
) -> None:
    before = cookie_of(rosa)
    (begun,) = world.rows(MemberSession)

    with later(minutes=11):
        rosa.visit("/confirm")
        rosa.submit("/confirm", password=PASSWORD)

    (row,) = world.rows(MemberSession)
    assert cookie_of(rosa) != before
    assert row.created_at == begun.created_at
    assert row.confirmed_at is not None
    assert row.confirmed_at > begun.seen_at + timedelta(minutes=10)


def test_whoever_has_an_app_confirms_by_a_code(rosa: Browser) -> None:
    phone, _ = with_app(rosa)

    with later(minutes=11):
        rosa.visit("/my/security/email")
        page = rosa.submit("/confirm", code=phone.code())

    assert page.path == "/my/security/email"


def test_a_session_of_one_step_is_not_confirmed_by_the_password(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    phone, _ = with_app(rosa)
    elsewhere.begin_session(world.session_of(world.member_id("rosa")))

    asked = elsewhere.visit("/my/security/app")
    page = elsewhere.post(
        "/confirm", {**asked.values("/confirm"), "password": PASSWORD}
    )

    assert asked.path == "/confirm"
    assert not asked.soup.select("[type=password]")
    assert page.status == 422
    elsewhere.visit("/my/security/app")
    code = phone.code(timedelta(seconds=30))
    assert elsewhere.submit("/confirm", code=code).path == "/my/security/app"


@pytest.mark.parametrize("there", ["https://evil.example", "//evil.example"])
def test_one_is_never_led_to_another_site(rosa: Browser, there: str) -> None:
    rosa.visit("/confirm")

    page = rosa.submit("/confirm", follow=False, password=PASSWORD, next=there)

    assert page.headers["Location"] == "/"


def test_wrong_passwords_are_counted_here_too(rosa: Browser) -> None:
    rosa.visit("/confirm")

    answers = [rosa.submit("/confirm", password="wrong").status for _ in range(10)]
    last = rosa.submit("/confirm", password=PASSWORD)

    assert answers == [422] * 10
    assert last.status == 429


def test_nothing_is_changed_by_a_look_at_these_pages(
    rosa: Browser, world: World
) -> None:
    before = world.row(Account, world.rows(Account)[0].id).password_set_at

    for path in DEEDS:
        rosa.visit(path)

    assert world.rows(Account)[0].password_set_at == before
