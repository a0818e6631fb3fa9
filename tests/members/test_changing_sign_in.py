"""Another password and another e-mail address, by whoever is signed in."""

import pytest

from forum.core.db import db
from forum.members.models import MemberSession
from forum.members.registry.models import Account, NewAddress
from tests.browser import PASSWORD, Browser
from tests.members.devices import later, with_app
from tests.members.joining import cookie_of, link_in, without_tokens
from tests.world import World

NEW = "copper lantern maple quartz"
NEW_ADDRESS = "rosa.new@example.com"


def change_password(browser: Browser, password: str) -> None:
    """Fill in the form for another password."""
    browser.visit("/my/security/password")
    browser.submit("/my/security/password", password=password)


def ask_address(browser: Browser, world: World, email: str = NEW_ADDRESS) -> str:
    """Ask for another address; return the path of the mailed link."""
    browser.visit("/my/security/email")
    browser.submit("/my/security/email", email=email)
    world.run_jobs()
    return link_in(world.outbox.to(email)[-1])


def test_the_new_password_signs_in_and_the_old_one_does_not(
    rosa: Browser, elsewhere: Browser
) -> None:
    change_password(rosa, NEW)

    assert "Your password is changed" in rosa.page.text
    assert elsewhere.sign_in("rosa", PASSWORD).status == 422
    assert elsewhere.sign_in("rosa", NEW).status == 200


def test_a_new_password_ends_the_other_sessions_and_tells_the_owner(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    elsewhere.sign_in("rosa")
    before = cookie_of(rosa)

    change_password(rosa, NEW)

    assert elsewhere.visit("/my").status == 401
    assert rosa.visit("/my").status == 200
    assert cookie_of(rosa) != before
    assert len(world.rows(MemberSession)) == 1
    world.run_jobs()
    assert world.outbox.mails[-1]["Subject"] == "Your password was changed"


@pytest.mark.parametrize("password", ["nine char", "", "1234567890987654321"])
def test_a_weak_password_is_refused(rosa: Browser, password: str) -> None:
    change_password(rosa, password)

    assert rosa.page.status == 422
    assert rosa.page.soup.select("#password-error")


def test_beside_a_second_step_eight_characters_are_enough(
    rosa: Browser, elsewhere: Browser
) -> None:
    _, codes = with_app(rosa)

    change_password(rosa, "fern owl")

    assert "Your password is changed" in rosa.page.text
    elsewhere.sign_in("rosa", "fern owl")
    assert elsewhere.submit("/sign-in/second-step", code=codes[0]).path == "/"


def test_seven_are_never_enough(rosa: Browser) -> None:
    with_app(rosa)

    change_password(rosa, "fern ow")

    assert rosa.page.status == 422
    assert "Use 8 characters or more" in rosa.page.text


def test_who_has_a_short_password_keeps_the_second_step(rosa: Browser) -> None:
    with_app(rosa)
    change_password(rosa, "fern owl")
    rosa.visit("/my/security/app")

    page = rosa.submit("/my/security/app/end")

    assert "Choose a longer password first" in page.text
    assert "On: we ask for a code" in page.text


def test_the_mailed_link_makes_an_address_ones_own(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    link = ask_address(rosa, world)
    rosa.visit(link)

    page = rosa.submit(link)

    assert "Your email address is changed" in page.text
    assert elsewhere.sign_in(NEW_ADDRESS).status == 200
    assert elsewhere.sign_in("rosa@example.com").status == 422


def test_the_old_address_is_told(rosa: Browser, world: World) -> None:
    rosa.visit(ask_address(rosa, world))
    rosa.submit(rosa.page.path)

    world.run_jobs()

    (mail,) = world.outbox.to("rosa@example.com")
    assert mail["Subject"] == "Your email address was changed"
    assert NEW_ADDRESS not in mail.as_string()


def test_until_the_link_is_used_the_old_address_stands(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    rosa.visit(ask_address(rosa, world))

    assert elsewhere.sign_in("rosa@example.com").status == 200
    assert NEW_ADDRESS in rosa.page.text


def test_nobody_else_can_use_the_link(
    rosa: Browser, ken: Browser, guest: Browser, world: World
) -> None:
    link = ask_address(rosa, world)

    assert guest.visit(link).status == 401
    assert ken.visit(link).status == 410


def test_the_link_works_once_and_for_a_day(rosa: Browser, world: World) -> None:
    link = ask_address(rosa, world)
    form = rosa.visit(link).values(link)
    with later(minutes=11 * 60):
        rosa.visit("/my")
    with later(minutes=22 * 60):
        rosa.visit("/my")
    with later(minutes=25 * 60):
        assert rosa.visit(link).status == 410
    rosa.post(link, form)

    assert rosa.post(link, form).status == 410


def test_an_address_that_has_an_account_gets_the_same_answer(
    rosa: Browser, world: World
) -> None:
    world.member("ken")
    pages = []

    for email in (NEW_ADDRESS, "ken@example.com"):
        rosa.visit("/my/security/email")
        pages.append(rosa.submit("/my/security/email", email=email))

    assert without_tokens(pages[0]) == without_tokens(pages[1])
    world.run_jobs()
    (mail,) = world.outbox.to("ken@example.com")
    assert mail["Subject"] == "Somebody used your address at SolTrex Forum"


def test_the_new_address_cannot_be_read_in_the_database(
    rosa: Browser, world: World
) -> None:
    ask_address(rosa, world)

    with world.reading(), db.engine.connect() as connection:
        raw = str(connection.exec_driver_sql("SELECT * FROM new_address").fetchall())
    assert NEW_ADDRESS not in raw
    with later(minutes=8 * 24 * 60):
        world.app.test_cli_runner().invoke(args=["sweep"])
    assert not world.rows(NewAddress)


def test_a_strangers_address_in_the_job_would_be_seen(
    rosa: Browser, world: World
) -> None:
    rosa.visit("/my/security/email")
    rosa.submit("/my/security/email", email=NEW_ADDRESS)

    with world.reading(), db.engine.connect() as connection:
        jobs = str(connection.exec_driver_sql("SELECT payload FROM job").fetchall())
    assert "confirm_address" in jobs
    assert NEW_ADDRESS not in jobs
    assert world.rows(Account)[0].email == "rosa@example.com"
