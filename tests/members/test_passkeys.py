"""Passkeys: made, used in place of both steps, listed, removed."""

import json

import pytest

from forum.core.db import db
from forum.members.models import MemberSession
from forum.members.registry.models import Passkey
from tests.browser import Browser
from tests.members.conftest import Setting
from tests.members.devices import (
    Device,
    asked,
    by_passkey,
    codes_on,
    later,
    with_passkey,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("named")
OPTIONS = "/my/security/passkeys/options"


def signed_in(browser: Browser) -> bool:
    """Say whether a browser is somebody's."""
    return browser.visit("/my").status == 200


@pytest.fixture
def rosa(guest: Browser, world: World) -> Browser:
    """Return the browser of Rosa."""
    world.member("rosa")
    guest.sign_in("rosa")
    return guest


def test_a_passkey_is_added_with_ten_recovery_codes(rosa: Browser) -> None:
    page = with_passkey(rosa, Device())

    assert page.heading == "Keep your recovery codes"
    assert len(codes_on(page)) == 10
    assert "my phone" in rosa.visit("/my/security/passkeys").text


def test_it_signs_in_without_a_password_and_counts_as_both_steps(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    device = Device()
    with_passkey(rosa, device)

    page = by_passkey(elsewhere, device)

    assert page.path == "/"
    assert signed_in(elsewhere)
    assert all(one.two_factors for one in world.rows(MemberSession))


def test_after_the_password_it_is_the_second_step(
    rosa: Browser, elsewhere: Browser
) -> None:
    device = Device()
    with_passkey(rosa, device)

    page = elsewhere.sign_in("rosa")

    assert page.path == "/sign-in/second-step"
    assert not signed_in(elsewhere)
    question = asked(elsewhere, "/sign-in/second-step", "/sign-in/passkey/options")
    elsewhere.submit("/sign-in/passkey", credential=device.prove(question))
    assert signed_in(elsewhere)


def test_it_confirms_that_it_is_still_the_same_person(rosa: Browser) -> None:
    device = Device()
    with_passkey(rosa, device)

    with later(minutes=11):
        place = "/confirm?next=/my/security/email"
        question = asked(rosa, place, "/sign-in/passkey/options")
        page = rosa.submit("/confirm/passkey", credential=device.prove(question))

    assert page.path == "/my/security/email"


def test_the_passkey_of_somebody_else_confirms_nothing(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    world.member("ken")
    elsewhere.sign_in("ken")
    device = Device()
    with_passkey(elsewhere, device)

    with_passkey(rosa, Device(credential=b"another passkey, of the same length"))
    question = asked(rosa, "/confirm", "/sign-in/passkey/options")
    page = rosa.submit("/confirm/passkey", credential=device.prove(question))

    assert "does not fit" in page.text
    assert page.path == "/confirm"


@pytest.mark.parametrize(
    "device",
    [
        Device(origin="https://evil.example"),
        Device(rp_id="evil.example"),
        Device(verifies=False),
    ],
    ids=["another origin", "another place", "nobody proved themselves to it"],
)
def test_what_a_false_page_would_send_is_refused(
    rosa: Browser, device: Device, world: World
) -> None:
    page = with_passkey(rosa, device)

    assert page.status == 422
    assert "does not fit" in page.text
    assert not world.rows(Passkey)


@pytest.mark.parametrize("twist", ["origin", "rp_id", "verifies"])
def test_a_proof_for_a_false_page_signs_nobody_in(
    rosa: Browser, elsewhere: Browser, twist: str
) -> None:
    device = Device()
    with_passkey(rosa, device)
    false = {"origin": "https://evil.example", "rp_id": "evil.example"}
    setattr(device, twist, false.get(twist, False))

    page = by_passkey(elsewhere, device)

    assert "does not fit" in page.text
    assert not signed_in(elsewhere)


def test_a_proof_works_once(rosa: Browser, elsewhere: Browser, world: World) -> None:
    device = Device()
    with_passkey(rosa, device)
    question = asked(elsewhere, "/sign-in", "/sign-in/passkey/options")
    proof = device.prove(question)
    form = elsewhere.page.values("/sign-in/passkey")
    elsewhere.submit("/sign-in/passkey", credential=proof)
    elsewhere.submit("/sign-out")

    elsewhere.post("/sign-in/passkey", {**form, "credential": proof})

    assert not signed_in(elsewhere)
    assert world.rows(Passkey)[0].sign_count == 1


def test_a_question_takes_one_answer(rosa: Browser) -> None:
    device = Device()
    with_passkey(rosa, device)
    device.uses = -1  # one of those that do not count
    proof = device.prove(asked(rosa, "/confirm", "/sign-in/passkey/options"))
    first = rosa.submit("/confirm/passkey", credential=proof)
    rosa.visit("/confirm")

    second = rosa.submit("/confirm/passkey", credential=proof)

    assert first.path == "/"
    assert "does not fit" in second.text


def test_a_copy_of_a_device_is_noticed(rosa: Browser, elsewhere: Browser) -> None:
    device = Device()
    with_passkey(rosa, device)
    by_passkey(elsewhere, device)
    device.uses = 0

    elsewhere.submit("/sign-out")
    by_passkey(elsewhere, device)

    assert not signed_in(elsewhere)


def test_an_answer_after_five_minutes_is_too_late(
    rosa: Browser, elsewhere: Browser
) -> None:
    device = Device()
    with_passkey(rosa, device)
    question = asked(elsewhere, "/sign-in", "/sign-in/passkey/options")

    with later(minutes=6):
        elsewhere.submit("/sign-in/passkey", credential=device.prove(question))

    assert not signed_in(elsewhere)


@pytest.mark.parametrize(
    "sent",
    ["", "{}", "[]", "null", "1", "x" * 300, '{"id": 1}', '{"response": {}}'],
)
def test_nonsense_signs_nobody_in(elsewhere: Browser, sent: str) -> None:
    asked(elsewhere, "/sign-in", "/sign-in/passkey/options")

    page = elsewhere.submit("/sign-in/passkey", credential=sent)

    assert (page.status, page.path) == (200, "/sign-in")
    assert "does not fit" in page.text


@pytest.mark.parametrize("part", ["rawId", "clientDataJSON", "signature", "userHandle"])
@pytest.mark.parametrize("put", ["é", "A", "", "AAAA", "*"])
def test_a_damaged_proof_signs_nobody_in(
    rosa: Browser, elsewhere: Browser, part: str, put: str
) -> None:
    device = Device()
    with_passkey(rosa, device)
    question = asked(elsewhere, "/sign-in", "/sign-in/passkey/options")
    proof = json.loads(device.prove(question))
    (proof if part in proof else proof["response"])[part] = put

    page = elsewhere.submit("/sign-in/passkey", credential=json.dumps(proof))

    assert (page.status, page.path) == (200, "/sign-in")
    assert not signed_in(elsewhere)


@pytest.mark.parametrize(
    "sent", ["", "{}", "[]", "null", "1", '{"id": "x"}', "[" * 9000]
)
def test_nonsense_adds_no_passkey(rosa: Browser, sent: str, world: World) -> None:
    asked(rosa, "/my/security/passkeys", OPTIONS)

    page = rosa.submit("/my/security/passkeys", name="my key", credential=sent)

    assert page.status == 422
    assert page.values("/my/security/passkeys")["name"] == "my key"
    assert not world.rows(Passkey)


def test_a_removed_passkey_opens_nothing(rosa: Browser, elsewhere: Browser) -> None:
    device = Device()
    with_passkey(rosa, device)
    rosa.visit("/my/security/passkeys")

    page = rosa.submit("/my/security/passkeys/end")

    assert "The passkey is removed" in page.text
    by_passkey(elsewhere, device)
    assert not signed_in(elsewhere)
    assert elsewhere.sign_in("rosa").path == "/"


def test_nobody_removes_the_passkey_of_somebody_else(
    rosa: Browser, elsewhere: Browser, world: World
) -> None:
    with_passkey(rosa, Device())
    (passkey,) = world.rows(Passkey)
    world.member("ken")
    elsewhere.sign_in("ken")
    token = elsewhere.visit("/").values("/sign-out")

    elsewhere.post("/my/security/passkeys/end", {**token, "passkey": str(passkey.id)})

    assert world.rows(Passkey)


def test_the_question_names_nobody_by_address(rosa: Browser) -> None:
    question = asked(rosa, "/my/security/passkeys", OPTIONS)

    said = json.dumps(question)
    assert "example.com" not in said
    assert question["user"]["name"] == "rosa"
    assert question["rp"]["id"] == "localhost"
    assert question["authenticatorSelection"]["userVerification"] == "required"


def test_the_name_of_a_passkey_cannot_be_read_in_the_database(
    rosa: Browser, world: World
) -> None:
    with_passkey(rosa, Device(), name="Rosas blue phone")

    with world.reading(), db.engine.connect() as connection:
        raw = str(connection.exec_driver_sql("SELECT name FROM passkey").fetchall())
    assert "blue" not in raw


def test_without_scripts_a_sentence_stands_in_place_of_the_button(
    rosa: Browser,
) -> None:
    page = rosa.visit("/my/security/passkeys")

    (form,) = page.soup.select("form[data-passkey]")
    assert form.select("button[hidden]")
    assert "Passkeys need scripts" in form.get_text()


def test_under_a_bare_number_there_are_no_passkeys(
    rosa: Browser, setting: Setting
) -> None:
    setting(base_url="http://127.0.0.1:8000")

    page = rosa.visit("/my/security/passkeys")

    assert not page.soup.select("form[data-passkey]")
    assert "only for a forum with a name" in page.text


def test_nobody_fills_the_database_with_questions(
    elsewhere: Browser, world: World
) -> None:
    token = elsewhere.visit("/sign-in").values("/sign-in")

    answers = []
    for _ in range(61):
        elsewhere.client.delete_cookie("session", domain="localhost")
        answers.append(elsewhere.post("/sign-in/passkey/options", token).status)

    assert answers == [200] * 60 + [429]
    assert len(world.rows(MemberSession)) <= 60


def test_a_guest_who_reads_the_sign_in_page_gets_no_cookie(elsewhere: Browser) -> None:
    page = elsewhere.visit("/sign-in")

    assert "Set-Cookie" not in page.headers
    assert page.soup.select("form[data-passkey=get]")
