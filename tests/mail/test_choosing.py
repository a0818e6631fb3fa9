"""Members say what mail they want, and it is kept what they said and when."""

import pytest

from forum.core.db import db
from forum.mail.choices import NEWSLETTER, MailClass, offer
from forum.mail.letters import letter
from forum.mail.models import MailChoice
from tests.browser import Browser
from tests.mail.announcing import tick
from tests.world import World


def said(world: World, member: int) -> list[tuple[str, bool]]:
    """Return what a member said so far, in order."""
    rows = [row for row in world.rows(MailChoice) if row.member_id == member]
    return [(row.purpose, row.wanted) for row in sorted(rows, key=lambda row: row.id)]


def test_promotion_is_not_ticked_for_a_new_member(rosa: Browser) -> None:
    page = rosa.visit("/my/mail")

    boxes = page.soup.select("input[type=checkbox]")
    assert {str(box["value"]) for box in boxes} >= {"newsletter", "offers"}
    for name in ("newsletter", "offers"):
        assert not page.soup.select(f"input[value={name}][checked]")


def test_a_choice_is_kept_and_shown(world: World, rosa: Browser) -> None:
    page = tick(rosa, "newsletter")

    assert "Saved. It holds at once." in page.text
    assert page.soup.select("input[value=newsletter][checked]")
    assert not page.soup.select("input[value=offers][checked]")
    assert said(world, world.member_id("rosa"))[-1] == ("newsletter", True)


def test_saving_without_a_change_adds_nothing(world: World, rosa: Browser) -> None:
    tick(rosa, "newsletter")
    before = said(world, world.member_id("rosa"))

    page = tick(rosa, "newsletter")

    assert "Nothing changed." in page.text
    assert said(world, world.member_id("rosa")) == before


def test_a_row_of_consent_is_never_changed(world: World, rosa: Browser) -> None:
    tick(rosa, "newsletter")
    row = world.rows(MailChoice)[-1]

    with pytest.raises(RuntimeError, match="never changed"):
        _change(world, row.id)


def test_a_guest_is_asked_to_sign_in(guest: Browser) -> None:
    assert guest.visit("/my/mail").status == 401


def test_my_soltrex_leads_to_the_choices(rosa: Browser) -> None:
    assert rosa.visit("/my").link("Your mail") == "/my/mail"


def test_a_letter_of_activity_must_name_its_choice() -> None:
    with pytest.raises(ValueError, match="does not fit its class"):
        letter("loose", MailClass.ACTIVITY)


def test_a_letter_about_the_service_can_have_no_choice() -> None:
    with pytest.raises(ValueError, match="does not fit its class"):
        letter("loose", MailClass.SERVICE, NEWSLETTER)


def test_promotion_can_not_be_on_by_itself() -> None:
    with pytest.raises(ValueError, match="for those who asked"):
        offer("pushy", "Pushy", "Nothing.", MailClass.PROMOTIONAL, is_on=True)


def _change(world: World, key: int) -> None:
    with world.writing():
        db.session.get_one(MailChoice, key).wanted = False
