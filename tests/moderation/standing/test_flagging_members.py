"""A profile before the moderators: reported, kept as it was, decided about."""

from typing import Any

import pytest

from forum.core.db import db
from forum.members.models import Affiliation, Member, Shown
from moderation.models import (
    Decision,
    Evidence,
    Flag,
    ModAction,
    Reviewable,
    Statement,
)
from tests.browser import Browser, Page
from tests.moderation.standing.staff import logged, member
from tests.world import World

ABOUT = "Call Sunny Deals for the cheapest panels."
TIE = "Sunny Deals of Dover"
REASON = "Your profile advertises. Say that elsewhere."


@pytest.fixture(autouse=True)
def ken_advertises(request: pytest.FixtureRequest, world: World) -> None:
    """Let a member advertise in what they say about themselves."""
    request.getfixturevalue("ken")
    key = world.member_id("ken")
    with world.writing():
        about = db.session.get_one(Member, key)
        about.about, about.affiliation_text = ABOUT, TIE
        about.affiliation, about.about_seen = Affiliation.VENDOR, Shown.MEMBERS


def reported(browser: Browser, reason: str = "spam", note: str = "") -> Page:
    browser.visit("/m/ken/flag")
    return browser.submit("/m/ken/flag", reason=reason, note=note)


def case_of(world: World) -> int:
    return [item.id for item in world.rows(Reviewable)][-1]


def decided(browser: Browser, case: int, measure: str, **fields: str) -> Page:
    browser.visit(f"/moderation/members/items/{case}")
    said: dict[str, Any] = {"reason": REASON, "rule": "R1", "days": "7"} | fields
    return browser.submit("/decide", measure=measure, **said)


def test_a_member_is_reported_from_their_page(rosa: Browser, world: World) -> None:
    assert rosa.visit("/m/ken").link("Report") == "/m/ken/flag"

    page = reported(rosa, note="Both lines of it.")

    assert "A moderator will look at the profile" in page.text
    (flag,), (kept,) = world.rows(Flag), world.rows(Evidence)
    assert (flag.target_type, flag.reason, flag.note) == (
        "member",
        "spam",
        "Both lines of it.",
    )
    assert (kept.title, kept.content) == ("ken", f"{TIE}\n\n{ABOUT}")
    assert "already" in reported(rosa).text
    assert len(world.rows(Flag)) == 1


def test_what_nobody_else_can_read_is_not_kept(rosa: Browser, world: World) -> None:
    with world.writing():
        db.session.get_one(Member, world.member_id("ken")).about_seen = Shown.HIDDEN

    reported(rosa)

    (kept,) = world.rows(Evidence)
    assert ABOUT not in kept.content


def test_nobody_reports_themselves(ken: Browser, world: World) -> None:
    page = ken.visit("/m/ken/flag")

    assert "This is your own profile" in page.text
    assert not page.forms("/m/ken/flag")
    assert "Report" not in ken.visit("/m/ken").text
    assert world.rows(Flag) == []


def test_a_guest_is_asked_to_sign_in(guest: Browser) -> None:
    assert guest.visit("/m/ken/flag").status == 401


def test_the_case_keeps_the_words_as_they_were(
    ken: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    reported(rosa)
    ken.visit("/my/profile")
    ken.submit("/my/profile", about="Nothing to see.")

    page = mo.visit("/moderation/queue")
    assert f"/moderation/members/items/{case_of(world)}" in page.html
    page = mo.visit(f"/moderation/members/items/{case_of(world)}")

    assert ABOUT in page.text
    assert "Nothing to see." in page.text


def test_the_words_of_a_profile_are_taken_away(
    ken: Browser, mo: Browser, rosa: Browser, world: World
) -> None:
    reported(rosa)

    page = decided(mo, case_of(world), "clear_words")

    assert "Decided, and the log has it." in page.text
    about = member(world, "ken")
    assert (about.about, about.affiliation_text) == ("", "")
    assert about.affiliation is Affiliation.VENDOR
    (told,) = world.rows(Statement)
    page = ken.visit(f"/my/decisions/{told.id}")
    assert REASON in page.text
    assert "rosa" not in page.text
    assert "decide" in logged(world)


@pytest.mark.parametrize("measure", ["warn", "limit", "suspend"])
def test_a_case_warns_limits_and_suspends(
    mo: Browser, rosa: Browser, world: World, measure: str
) -> None:
    reported(rosa)

    decided(mo, case_of(world), measure)

    about = member(world, "ken")
    assert bool(about.limited_until) is (measure == "limit")
    assert bool(about.suspended_until) is (measure == "suspend")
    assert [one.kind for one in world.rows(ModAction)] == [measure]
    assert about.about == ABOUT
    assert len(world.rows(Statement)) == 1


def test_a_profile_is_left_as_it_is(mo: Browser, rosa: Browser, world: World) -> None:
    reported(rosa)

    decided(mo, case_of(world), "leave", reason="")

    assert member(world, "ken").about == ABOUT
    assert [flag.status for flag in world.rows(Flag)] == ["dismissed"]
    assert world.rows(Statement) == []


def test_who_decides_second_changes_nothing(
    mo: Browser, ada: Browser, rosa: Browser, world: World
) -> None:
    reported(rosa)
    case = case_of(world)
    ada.visit(f"/moderation/members/items/{case}")
    decided(mo, case, "leave")

    page = ada.submit("/decide", measure="suspend", reason=REASON, rule="R1")

    assert page.status == 409
    assert "A colleague decided this before you" in page.text
    assert len(world.rows(Decision)) == 1
    assert member(world, "ken").suspended_until is None


def test_a_decision_without_reasons_is_asked_for_them(
    mo: Browser, rosa: Browser, world: World
) -> None:
    reported(rosa)

    page = decided(mo, case_of(world), "warn", reason="")

    assert page.status == 422
    assert "Write the reasons" in page.text
    assert world.rows(Decision) == []
