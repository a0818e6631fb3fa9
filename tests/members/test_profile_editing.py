"""What a member says about themselves, and how they change it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from forum.core.clock import utcnow
from forum.members.actions import describe, limit, suspend
from forum.members.models import ABOUT_MAX, Affiliation, Member
from forum.warnings.models import WarningMonth
from tests.boards.acts import PHONE
from tests.browser import Browser, Page
from tests.moderation.cases import left
from tests.world import World

FORM = "/my/profile"
LINES = "Two roofs, one battery.\n\nNo shade <b>but</b> snow."


def rosa_row(world: World) -> Member:
    return world.row(Member, world.member_id("rosa"))


def changed(browser: Browser, **fields: Any) -> Page:
    """Open the form and send it with some fields changed."""
    browser.visit(FORM)
    return browser.submit(FORM, **fields)


def test_the_form_is_found_on_my_soltrex(rosa: Browser) -> None:
    page = rosa.visit("/my")

    assert page.link("Edit") == FORM
    assert rosa.visit(FORM).heading == "Edit your profile"


def test_a_guest_has_no_profile(guest: Browser) -> None:
    assert guest.visit(FORM).status == 401


def test_each_field_says_who_sees_it(rosa: Browser) -> None:
    page = rosa.visit(FORM)

    said = {
        str(row.select("label, b")[0].get_text()): row.select(".badge, .vis")[0].text
        for row in page.soup.select("form .row--between")
        if row.select(".badge, .vis")
    }
    assert said == {
        "Tie to the trade": "Everyone",
        "Your tie in your own words": "Everyone",
    }
    fields = page.values(FORM)
    assert (fields["about_seen"], fields["region_seen"]) == ("hidden", "hidden")


def test_everybody_reads_what_was_written_line_by_line(
    rosa: Browser, guest: Browser, world: World
) -> None:
    page = changed(rosa, about=LINES, about_seen="public", affiliation="installer")

    assert page.path == "/my"
    assert "Your profile is saved." in page.text
    (about,) = guest.visit("/m/rosa").soup.select("p.wraps")
    assert about.get_text() == LINES
    assert "Installer" in guest.page.text
    assert rosa_row(world).affiliation is Affiliation.INSTALLER


def test_own_words_stand_for_the_tie(rosa: Browser, guest: Browser) -> None:
    changed(rosa, affiliation="vendor", affiliation_text="Works for a module maker")

    assert "Works for a module maker" in guest.visit("/m/rosa").text
    assert rosa.visit(FORM).values(FORM)["affiliation"] == "vendor"


def test_who_has_no_tie_leaves_no_words_for_one(rosa: Browser, world: World) -> None:
    changed(rosa, affiliation="vendor", affiliation_text="Works for a module maker")

    changed(rosa, affiliation="owner")

    assert rosa_row(world).affiliation_text == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"about": "x" * (ABOUT_MAX + 1)}, "Use 500 characters at most"),
        ({"affiliation_text": "x" * 61}, "Use 60 characters at most"),
        ({"affiliation": "astronaut"}, "Not a valid choice"),
        ({"affiliation": "other"}, "Say in a few words what ties you to the trade"),
        ({"about": "a\x00b"}, "Some characters in this text cannot be stored"),
    ],
)
def test_what_cannot_be_stored_is_said(
    rosa: Browser, world: World, fields: dict[str, str], said: str
) -> None:
    page = changed(rosa, **fields)

    assert page.status == 422
    (summary,) = page.soup.select(".summary")
    assert said in summary.get_text()
    assert rosa_row(world).about == ""


@pytest.mark.parametrize(
    ("name", "most", "fields"),
    [("about", 500, {}), ("affiliation_text", 60, {"affiliation": "vendor"})],
)
def test_a_text_that_masking_makes_too_long_is_given_back(
    rosa: Browser, world: World, name: str, most: int, fields: dict[str, str]
) -> None:
    written = "x" * (most - len(PHONE) - 1) + f" {PHONE}"
    changed(rosa, **fields, **{name: written})

    page = rosa.submit(FORM, choice__0="mask")

    assert page.status == 422
    assert f"Masked, it has more than {most} characters. Shorten it" in page.text
    assert page.values(FORM)[name] == written
    assert left(world, PHONE) == {}


def test_what_stands_there_by_choice_is_not_asked_about_again(
    rosa: Browser, world: World
) -> None:
    changed(rosa, about=f"Call {PHONE}.")
    rosa.submit(FORM, choice__0="keep")

    page = changed(rosa, about=f"Please call {PHONE}.")

    assert page.status == 200
    assert rosa_row(world).about == f"Please call {PHONE}."
    (row,) = world.rows(WarningMonth)
    assert (row.masked, row.kept) == (0, 1)


def seen(page: Page) -> tuple[bool, bool]:
    return LINES.split(chr(10), maxsplit=1)[0] in page.text, "Vermont" in page.text


@pytest.mark.parametrize(
    ("who", "guest_sees", "member_sees"),
    [("public", True, True), ("members", False, True), ("hidden", False, False)],
)
def test_each_part_is_shown_to_whom_its_owner_chose(
    rosa: Browser,
    ken: Browser,
    guest: Browser,
    who: str,
    guest_sees: bool,
    member_sees: bool,
) -> None:
    changed(rosa, about=LINES, about_seen=who, region="VT", region_seen=who)

    assert seen(guest.visit("/m/rosa")) == (guest_sees, guest_sees)
    assert seen(ken.visit("/m/rosa")) == (member_sees, member_sees)
    assert seen(rosa.visit("/m/rosa")) == (True, True)
    assert seen(rosa.visit("/m/rosa?as=guest")) == (guest_sees, guest_sees)


def test_a_moderator_does_not_see_what_is_hidden(rosa: Browser, mo: Browser) -> None:
    changed(rosa, about=LINES, about_seen="hidden", region="VT")

    assert seen(mo.visit("/m/rosa")) == (False, False)


def test_what_was_kept_for_oneself_is_asked_about_before_others_see_it(
    rosa: Browser, guest: Browser
) -> None:
    changed(rosa, about=f"Call {PHONE}.")
    rosa.submit(FORM, choice__0="keep")

    page = changed(rosa, about_seen="public")

    assert page.status == 422
    assert page.heading == "Check what will be public"
    assert PHONE not in guest.visit("/m/rosa").text


def test_a_state_that_is_none_is_refused(rosa: Browser, world: World) -> None:
    assert changed(rosa, region="XX").status == 422
    assert rosa_row(world).region == ""


def described(world: World, about: str = "Two roofs.") -> int:
    rosa_id = world.member_id("rosa")
    with world.writing():
        describe(rosa_id, about, Affiliation.VENDOR, "Works for a maker")
    return rosa_id


@pytest.mark.parametrize("means", [limit, suspend])
def test_who_may_not_write_can_only_take_words_away(
    world: World, means: Callable[[int, datetime], None]
) -> None:
    world.member("rosa")
    rosa_id = described(world)
    with world.writing():
        means(rosa_id, utcnow() + timedelta(days=3))
    rosa = Browser(world.app)
    rosa.sign_in("rosa")

    page = changed(rosa, about="Three roofs.")
    assert page.status == 403
    assert "Decisions" in page.text
    assert changed(rosa, affiliation="owner").status == 403
    assert changed(rosa, about_seen="public").status == 403
    assert "You can still take away" in rosa.visit(FORM).text
    page = changed(rosa, about="", affiliation_text="")

    assert page.status == 200
    row = rosa_row(world)
    assert (row.about, row.affiliation_text) == ("", "")
    assert row.affiliation is Affiliation.VENDOR
