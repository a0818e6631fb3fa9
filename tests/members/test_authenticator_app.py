"""The second step by an app: set up, asked for, used once, taken away."""

from datetime import timedelta

import pytest

from forum.core.db import db
from forum.members.models import MemberSession
from forum.members.registry.models import Authenticator, RecoveryCode
from tests.browser import PASSWORD, Browser
from tests.members.devices import begun, codes_on, later, with_app
from tests.members.joining import cookie_of
from tests.world import World, words_of

HALF_A_MINUTE = timedelta(seconds=30)


def test_an_app_is_set_up_by_its_first_code(rosa: Browser) -> None:
    phone = begun(rosa)

    page = rosa.submit("/my/security/app", code=phone.code())

    assert page.heading == "Keep your recovery codes"
    assert len(set(codes_on(page))) == 10
    assert "On: we ask for a code" in rosa.visit("/my/security").text
    assert rosa.page.text.count("10 of 10 left")


def test_the_picture_needs_neither_script_nor_another_address(rosa: Browser) -> None:
    begun(rosa)

    (picture,) = rosa.page.soup.select("main svg[class=qr]")

    assert picture.select("path")
    assert not picture.select("[style], [href], script, image")


def test_a_wrong_first_code_sets_nothing_up(rosa: Browser, elsewhere: Browser) -> None:
    begun(rosa)

    page = rosa.submit("/my/security/app", code="000000")

    assert page.status == 422
    assert "This code is wrong" in page.text
    assert elsewhere.sign_in("rosa").path == "/"


def test_after_the_password_the_code_is_asked_for(
    rosa: Browser, elsewhere: Browser
) -> None:
    phone, _ = with_app(rosa)

    page = elsewhere.sign_in("rosa")

    assert page.path == "/sign-in/second-step"
    assert elsewhere.visit("/my").status == 401
    elsewhere.visit("/sign-in/second-step")
    done = elsewhere.submit("/sign-in/second-step", code=phone.code(HALF_A_MINUTE))
    assert done.path == "/"
    assert elsewhere.visit("/my").status == 200


def test_a_code_works_once(rosa: Browser, elsewhere: Browser, guest: Browser) -> None:
    phone, _ = with_app(rosa)
    code = phone.code(HALF_A_MINUTE)
    elsewhere.sign_in("rosa")
    elsewhere.submit("/sign-in/second-step", code=code)
    guest.sign_in("rosa")

    page = guest.submit("/sign-in/second-step", code=code)

    assert page.status == 422
    assert guest.visit("/my").status == 401


def test_the_code_that_set_it_up_does_not_sign_in(
    rosa: Browser, elsewhere: Browser
) -> None:
    phone = begun(rosa)
    code = phone.code()
    rosa.submit("/my/security/app", code=code)
    elsewhere.sign_in("rosa")

    assert elsewhere.submit("/sign-in/second-step", code=code).status == 422


def test_the_second_step_waits_five_minutes(rosa: Browser, elsewhere: Browser) -> None:
    phone, _ = with_app(rosa)
    elsewhere.sign_in("rosa")

    with later(minutes=6):
        page = elsewhere.submit("/sign-in/second-step", code=phone.code())

    assert page.path == "/sign-in"
    assert "longer than five minutes" in page.text


def test_the_cookie_is_another_after_each_step(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    phone, _ = with_app(rosa)
    elsewhere.sign_in("rosa")
    between = cookie_of(elsewhere)

    elsewhere.submit("/sign-in/second-step", code=phone.code(HALF_A_MINUTE))

    assert between
    assert cookie_of(elsewhere) != between
    assert len(world.rows(MemberSession)) == 2
    assert all(one.member_id is not None for one in world.rows(MemberSession))


def test_one_is_led_on_to_where_one_wanted_to_go(
    rosa: Browser, elsewhere: Browser
) -> None:
    phone, _ = with_app(rosa)
    elsewhere.visit("/sign-in?next=/my/profile")
    elsewhere.submit("/sign-in", login="rosa", password=PASSWORD)

    page = elsewhere.submit("/sign-in/second-step", code=phone.code(HALF_A_MINUTE))

    assert page.path == "/my/profile"


def test_nobody_gets_to_the_second_step_without_the_first(guest: Browser) -> None:
    assert guest.visit("/sign-in/second-step").path == "/sign-in"


def test_ten_wrong_codes_have_to_wait(rosa: Browser, elsewhere: Browser) -> None:
    phone, _ = with_app(rosa)
    elsewhere.sign_in("rosa")

    answers = [
        elsewhere.submit("/sign-in/second-step", code="000000").status
        for _ in range(10)
    ]
    last = elsewhere.submit("/sign-in/second-step", code=phone.code(HALF_A_MINUTE))

    assert answers == [422] * 10
    assert last.status == 429


@pytest.mark.parametrize("gap", [" ", "-"])
def test_a_code_may_be_typed_with_a_gap(
    rosa: Browser, elsewhere: Browser, gap: str
) -> None:
    phone, _ = with_app(rosa)
    elsewhere.sign_in("rosa")
    code = phone.code(HALF_A_MINUTE)

    page = elsewhere.submit("/sign-in/second-step", code=f"{code[:3]}{gap}{code[3:]}")

    assert page.path == "/"


def test_a_recovery_code_works_once_and_the_owner_is_told(
    rosa: Browser, elsewhere: Browser, guest: Browser, world: World
) -> None:
    _, codes = with_app(rosa)
    elsewhere.sign_in("rosa")

    page = elsewhere.submit("/sign-in/second-step", code=codes[3].upper())

    assert page.path == "/"
    guest.sign_in("rosa")
    assert guest.submit("/sign-in/second-step", code=codes[3]).status == 422
    assert len(world.rows(RecoveryCode)) == 9
    world.run_jobs()
    said = " ".join(words_of(world.outbox.mails[-1]).split())
    assert "Somebody used one of your recovery codes" in said


def test_new_recovery_codes_make_the_old_ones_worthless(
    rosa: Browser, elsewhere: Browser
) -> None:
    _, old = with_app(rosa)
    rosa.visit("/my/security")
    new = codes_on(rosa.submit("/my/security/recovery-codes"))
    elsewhere.sign_in("rosa")

    assert elsewhere.submit("/sign-in/second-step", code=old[0]).status == 422
    assert elsewhere.submit("/sign-in/second-step", code=new[0]).path == "/"


def test_the_recovery_code_of_somebody_else_is_none(
    rosa: Browser, ken: Browser, elsewhere: Browser
) -> None:
    with_app(rosa)
    _, codes = with_app(ken)
    elsewhere.sign_in("rosa")

    assert elsewhere.submit("/sign-in/second-step", code=codes[0]).status == 422


def test_without_the_app_the_password_is_enough_again(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    with_app(rosa)
    rosa.visit("/my/security/app")

    page = rosa.submit("/my/security/app/end")

    assert "no longer asked for" in page.text
    assert elsewhere.sign_in("rosa").path == "/"
    assert not world.rows(Authenticator)
    assert not world.rows(RecoveryCode)


def test_neither_secret_nor_codes_can_be_read_in_the_database(
    rosa: Browser, world: World
) -> None:
    rosa.visit("/my/security/app")
    page = rosa.submit("/my/security/app/begin")
    secret = page.soup.select("main code")[0].get_text().replace(" ", "")
    _, codes = with_app(rosa)

    with world.reading(), db.engine.connect() as connection:
        raw = str(
            [
                connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()  # noqa: S608
                for table in ("authenticator", "recovery_code", "job")
            ]
        )
    assert secret not in raw
    assert not [code for code in codes if code.replace("-", "") in raw]


def test_a_secret_nobody_used_is_forgotten_after_an_hour(
    rosa: Browser, world: World
) -> None:
    begun(rosa)

    with later(minutes=61):
        world.app.test_cli_runner().invoke(args=["sweep"])

    assert not world.rows(Authenticator)
