"""C9: registering asks for name, e-mail, user name and password; names stay private.

Beside the four there is a neutral question for the age, kept nowhere, and
the acceptance of the documents.
"""

from forum.core.db import Base
from tests.browser import Browser
from tests.members.joining import applied, fill_in
from tests.world import BODY, World

FOUR = {"name", "email", "handle", "password"}
BESIDE = {"birth_month", "birth_year", "accept", "csrf_token"}
MARKED = "Zelda Markerperson"


def fields(browser: Browser) -> set[str]:
    """Return the names of all fields of the form on the present page."""
    (form,) = browser.page.forms("/register")
    return {str(field["name"]) for field in form.select("[name]")}


def test_the_form_asks_for_exactly_the_four(guest: Browser) -> None:
    guest.visit("/register")

    assert fields(guest) == FOUR | BESIDE


def test_an_error_asks_for_no_more_than_a_confirmation(guest: Browser) -> None:
    fill_in(guest, email="solar.rosa@example.com", handle="solar.rosa")

    assert guest.page.status == 422
    assert fields(guest) == FOUR | BESIDE | {"handle_anyway"}


def test_the_rules_for_a_password_stand_beside_it(guest: Browser) -> None:
    page = guest.visit("/register")

    (field,) = page.soup.select("#password")
    (hint,) = page.soup.select(f"#{field['aria-describedby']}")
    assert "15 characters or more" in hint.get_text()
    assert "No digits or signs are needed" in hint.get_text()


def test_each_question_says_who_sees_the_answer(guest: Browser) -> None:
    page = guest.visit("/register")

    seen = {
        str(label["for"]): label.parent.get_text(" ", strip=True)
        for label in page.soup.select("label[for]")
        if label.parent is not None
    }
    assert "Only you and SolTrex" in seen["name"]
    assert "Only you and SolTrex" in seen["email"]
    assert "Everyone" in seen["handle"]
    assert "No one" in seen["password"]


def test_nothing_more_is_stored_and_no_birthday(guest: Browser, world: World) -> None:
    applied(guest, world)

    columns = set(Base.metadata.tables["application"].columns.keys())

    assert columns == {
        "id",
        "name",
        "email",
        "handle",
        "password_hash",
        "link_key",
        "link_until",
        "applied_at",
    }
    kept = set(Base.metadata.tables["account"].columns.keys())
    assert not [name for name in kept if "birth" in name or "age" in name]


def test_no_page_or_feed_shows_a_name_or_an_address(
    guest: Browser, ken: Browser, world: World
) -> None:
    world.member("rosa_roof", name=MARKED)
    thread = world.thread("rosa_roof")
    world.reply(thread, "ken")

    shown = [
        browser.visit(path).html
        for path in ("/m/rosa_roof", world.url(thread), "/", "/latest", "/feed.atom")
        for browser in (guest, ken)
    ]

    assert any("rosa_roof" in html for html in shown)
    assert BODY[:20] in "".join(shown)
    for html in shown:
        assert MARKED not in html
        assert "Markerperson" not in html
        assert "rosa_roof@" not in html
