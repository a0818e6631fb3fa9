"""Name, phone number and ZIP code: corrected by their owner, seen by nobody else."""

from typing import Any

import pytest

from forum.core.db import db
from forum.members.registry.models import Account
from tests.boards.acts import PHONE
from tests.browser import Browser, Page
from tests.members.devices import later, with_app
from tests.world import World

FORM = "/my/details"


def changed(browser: Browser, **fields: Any) -> Page:
    """Open the form and send it with some fields changed."""
    browser.visit(FORM)
    return browser.submit(FORM, **fields)


def test_they_are_saved_and_cannot_be_read_in_the_database(
    rosa: Browser, world: World
) -> None:
    page = changed(rosa, name="Rosa Newname", phone=PHONE, zip="05401-1234")

    assert page.path == "/my"
    assert "Your details are saved." in page.text
    with world.reading(), db.engine.connect() as connection:
        raw = str(connection.exec_driver_sql("SELECT * FROM account").fetchall())
    for words in ("Newname", PHONE, "05401"):
        assert words in rosa.visit(FORM).html
        assert words not in raw


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Write your name"),
        ({"name": "www.example.com"}, "Write a name, without signs"),
        ({"phone": "call me"}, "Write a phone number"),
        ({"phone": "123"}, "Write a phone number"),
        ({"phone": "1" * 40}, "Write a phone number"),
        ({"zip": "0540"}, "Write a ZIP code with five digits"),
        ({"zip": "0540a"}, "Write a ZIP code with five digits"),
    ],
)
def test_what_is_none_is_refused_and_stays_on_the_page(
    rosa: Browser, world: World, fields: dict[str, str], said: str
) -> None:
    page = changed(rosa, **fields)

    assert page.status == 422
    assert said in page.text
    ((name, value),) = fields.items()
    assert page.values(FORM)[name] == value
    assert world.rows(Account)[0].phone is None


@pytest.mark.parametrize(
    "phone", ["802 555 0142", "+49 30 1234567", "802-555-0142 x12"]
)
def test_a_phone_number_is_taken_however_it_is_written(
    rosa: Browser, world: World, phone: str
) -> None:
    assert changed(rosa, phone=phone).path == "/my"
    assert world.rows(Account)[0].phone == phone


def test_a_phone_number_is_found_in_a_text_from_then_on(
    rosa: Browser, world: World
) -> None:
    changed(rosa, phone="802-555-0142")
    thread = world.thread("ken")
    rosa.visit(f"/t/{thread}/reply")

    page = rosa.submit(f"/t/{thread}/reply", body="Reach me on 8025550142 at six.")

    assert page.status == 422
    assert "Your phone number" in page.text


def test_nobody_else_sees_any_of_it(
    rosa: Browser, guest: Browser, mo: Browser, world: World
) -> None:
    thread = world.thread("rosa")
    changed(rosa, name="Rosa Newname", phone=PHONE, zip="05401")

    for browser in (guest, mo):
        for path in ("/m/rosa", world.url(thread), "/feed.atom"):
            html = browser.visit(path).html
            assert not [one for one in ("Newname", PHONE, "05401") if one in html]


def test_an_old_proof_or_a_missing_second_step_is_asked_for(rosa: Browser) -> None:
    with later(minutes=11):
        assert rosa.visit(FORM).path == "/confirm"
    with_app(rosa)

    assert rosa.visit(FORM).status == 200


def test_a_guest_has_none(guest: Browser) -> None:
    assert guest.visit(FORM).status == 401
