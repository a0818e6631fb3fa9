"""The form that makes an account: what it takes, and what it refuses."""

import pytest

from forum.members.models import Member, MemberSession
from forum.members.registry.models import Application
from tests.browser import Browser
from tests.members.joining import EMAIL, FILLED_IN, HANDLE, NAME, fill_in
from tests.privacy.raw import raw
from tests.world import World

TOO_YOUNG = {"birth_year": "2020"}


def test_whoever_fills_in_the_form_is_told_to_check_their_mail(
    guest: Browser, world: World
) -> None:
    page = fill_in(guest)

    assert page.heading == "Check your email"
    (application,) = world.rows(Application)
    assert (application.handle, application.email) == (HANDLE, EMAIL)
    assert application.name == NAME
    assert application.link_key is None
    assert not world.rows(Member)


@pytest.mark.parametrize(
    ("field", "sent", "said"),
    [
        ("name", "", "Write your name"),
        ("name", "Win <b>now</b>", "Write a name, without signs or an address"),
        ("name", "Visit WWW.example.com", "Write a name, without signs"),
        ("name", "Bcc: ivy@example.com", "Write a name, without signs"),
        ("email", "", "Write an email address"),
        ("email", "rosa at example", "Write an email address"),
        ("handle", "", "Choose a user name"),
        ("handle", "ab", "Use 3 to 20 characters"),
        ("handle", "admin", "This user name is reserved"),
        ("password", "", "Choose a password"),
        ("password", "short", "Use 15 characters or more"),
        ("password", "1234567890987654321", "is on a list of stolen passwords"),
        ("password", "rosalind testperson", "made of your name"),
        ("birth_month", "", "Choose the month you were born in"),
        ("birth_month", "13", "Not a valid choice"),
        ("birth_year", "", "Write the year you were born in"),
        ("birth_year", "75", "Write the year with four digits"),
        ("birth_year", "٢٠٠٠", "Write the year with four digits"),
        ("birth_year", "3000", "Write the year with four digits"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    guest: Browser, world: World, field: str, sent: str, said: str
) -> None:
    page = fill_in(guest, **{field: sent})

    assert page.status == 422
    (summary,) = page.soup.select(".summary")
    assert said in summary.get_text()
    (bad,) = page.soup.select(f"[name={field}]")
    assert bad["aria-invalid"] == "true"
    assert f"#{bad['id']}" in [one["href"] for one in summary.select("a")]
    assert not world.rows(Application)


def test_nobody_joins_without_accepting_the_documents(
    guest: Browser, world: World
) -> None:
    token = guest.visit("/register").values("/register")["csrf_token"]
    sent = {name: value for name, value in FILLED_IN.items() if name != "accept"}

    page = guest.post("/register", sent | {"csrf_token": token})

    assert page.status == 422
    assert "Read and accept the Terms of Use" in page.text
    assert not world.rows(Application)


def test_an_error_loses_nothing_but_the_password(guest: Browser) -> None:
    page = fill_in(guest, password="kettle twelve")

    assert page.status == 422
    kept = page.values("/register")
    for name in ("name", "email", "handle", "birth_month", "birth_year", "accept"):
        assert kept[name] == FILLED_IN[name]
    assert not kept["password"]
    assert "kettle twelve" not in page.html


def test_a_user_name_is_taken_however_it_is_capitalized(
    guest: Browser, world: World
) -> None:
    world.member("sunny_roof")

    page = fill_in(guest, handle="Sunny_ROOF")

    assert page.status == 422
    assert "This user name is taken" in page.text
    assert not world.rows(Application)


def test_a_user_name_out_of_the_address_wants_a_second_thought(
    guest: Browser, world: World
) -> None:
    warned = fill_in(guest, email="solar.rosa@example.com", handle="Solar.Rosa")

    page = guest.submit("/register", handle_anyway="y", password=FILLED_IN["password"])

    assert warned.status == 422
    assert "This user name is part of your email address" in warned.text
    assert page.heading == "Check your email"
    assert [one.handle for one in world.rows(Application)] == ["Solar.Rosa"]


def test_the_box_for_such_a_name_stands_only_where_it_is_needed(
    guest: Browser,
) -> None:
    page = guest.visit("/register")

    assert not page.soup.select("[name=handle_anyway]")


def test_a_name_keeps_its_letters_but_not_its_line_ends(
    guest: Browser, world: World
) -> None:
    fill_in(guest, name="  Zoë\r\nBcc \t O'Öz ")

    (application,) = world.rows(Application)
    assert application.name == "Zoë Bcc O'Öz"


def test_nothing_is_kept_of_somebody_under_thirteen(
    guest: Browser, world: World
) -> None:
    page = fill_in(guest, **TOO_YOUNG)

    assert page.status == 403
    assert page.heading == "You cannot have an account yet"
    world.run_jobs()
    assert not world.outbox.mails
    (session,) = world.rows(MemberSession)
    assert session.member_id is None
    assert set(session.content) <= {"too_young", "csrf_token"}
    stored = raw(world.app)
    assert not [said for said in (NAME, EMAIL, HANDLE) if said.encode() in stored]


def test_another_age_in_the_same_session_is_refused(
    guest: Browser, world: World
) -> None:
    guest.visit("/register")
    form = guest.page.values("/register")
    fill_in(guest, **TOO_YOUNG)

    again = guest.post("/register", {**form, **FILLED_IN})

    assert again.status == 403
    assert guest.visit("/register").heading == "You cannot have an account yet"
    assert not world.rows(Application)


def test_the_page_asks_neutrally_for_the_age(guest: Browser) -> None:
    page = guest.visit("/register")

    assert not page.values("/register")["birth_month"]
    assert not page.values("/register")["birth_year"]
    assert len(page.soup.select("[name=birth_month] option")) == 13


def test_a_network_registers_twenty_times_an_hour(guest: Browser) -> None:
    guest.visit("/register")
    empty = guest.page.values("/register")

    answers = [guest.post("/register", empty).status for _ in range(21)]

    assert answers == [422] * 20 + [429]
    assert int(guest.page.headers["Retry-After"]) > 0
