"""Another user name: by the rules of the first one, and everywhere at once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from forum.boards.models import Revision
from forum.boards.saved import SavedDraft
from forum.core.clock import utcnow
from forum.members.models import FormerHandle, Member
from tests.browser import Browser, Page
from tests.members.devices import later
from tests.rights.leaving import erased
from tests.world import World

FORM = "/my/handle"
NEW = "rosa.two"


def renamed(browser: Browser, handle: str = NEW, **fields: Any) -> Page:
    """Open the form for another user name and send it."""
    browser.visit(FORM)
    return browser.submit(FORM, handle=handle, **fields)


def quoted(world: World) -> int:
    """Let Ken quote and mention Rosa in a thread of hers; return the reply."""
    thread = world.thread("rosa")
    post = world.opening_post(thread)
    body = f"> [rosa wrote in #1](/p/{post})\n>\n> Snow\n\nThank you, @rosa. rosaceae!"
    return world.reply(thread, "ken", body)


def test_the_consequences_stand_before_the_button(rosa: Browser) -> None:
    page = rosa.visit(FORM)

    (main,) = page.soup.select("main")
    words = main.get_text()
    assert words.index("Nobody else gets the old name") < words.index(
        "Change my user name"
    )


def test_the_new_name_signs_in_and_the_old_one_does_not(
    rosa: Browser, guest: Browser
) -> None:
    page = renamed(rosa)

    assert "You are rosa.two now." in page.text
    assert guest.sign_in("rosa").status == 422
    assert guest.sign_in(NEW).path == "/"


@pytest.mark.parametrize(
    ("handle", "said"),
    [
        ("", "Write a user name"),
        ("rosa", "This is your user name already"),
        ("ab", "Use 3 to 20 characters"),
        ("admin", "This user name is reserved"),
        ("ken", "This user name is taken"),
        ("KEN", "This user name is taken"),
    ],
)
def test_the_rules_are_those_of_the_first_name(
    rosa: Browser, world: World, handle: str, said: str
) -> None:
    world.member("ken")

    page = renamed(rosa, handle)

    assert page.status == 422
    assert said in page.text
    assert world.member_id("rosa")


def test_a_name_that_is_part_of_the_address_has_to_be_confirmed(
    world: World, guest: Browser
) -> None:
    world.member("sunny")
    guest.sign_in("sunny")
    renamed(guest, "sunny.roof")
    with later(minutes=91 * 24 * 60):
        guest.sign_in("sunny.roof")
        page = renamed(guest, "sunny")
        assert "part of your email address" in page.text
        page = guest.submit(FORM, handle_anyway="y")

    assert "You are sunny now." in page.text


def test_only_the_letters_may_become_others(rosa: Browser, world: World) -> None:
    renamed(rosa, "Rosa.2")

    with time_machine.travel(utcnow() + timedelta(days=91)):
        rosa.sign_in("rosa.2")
        renamed(rosa, "ROSA.2")

    assert world.member_id("ROSA.2")
    assert len(world.rows(FormerHandle)) == 1


def test_a_name_can_be_changed_once_in_ninety_days(rosa: Browser) -> None:
    renamed(rosa)

    page = rosa.visit(FORM)

    assert "You can change your user name once in 90 days" in page.text
    assert not page.forms(FORM)


def test_quotations_and_mentions_follow_in_every_wording(
    rosa: Browser, guest: Browser, world: World
) -> None:
    reply = quoted(world)

    renamed(rosa)

    (body,) = [one.body for one in world.rows(Revision) if one.post_id == reply]
    assert "[rosa.two wrote in #1]" in body
    assert "@rosa.two. rosaceae!" in body
    page = guest.visit(f"/p/{reply}")
    assert "rosa.two wrote in" in page.text
    assert "Thank you, @rosa.two" in page.text


def test_drafts_follow_too(rosa: Browser, ken: Browser, world: World) -> None:
    thread = world.thread("rosa")
    page = ken.visit(f"/t/{thread}/reply?quote={world.opening_post(thread)}")
    ken.submit(
        f"/t/{thread}/reply",
        body=page.values("/reply")["body"],
        more={"save-draft": "1"},
    )

    renamed(rosa)

    assert "[rosa.two wrote in #1]" in world.rows(SavedDraft)[0].body


def test_the_old_address_leads_on_for_a_year(rosa: Browser, guest: Browser) -> None:
    renamed(rosa)

    assert guest.visit("/m/rosa").path == "/m/rosa.two"
    with time_machine.travel(utcnow() + timedelta(days=366)):
        assert guest.visit("/m/rosa").status == 404


def test_whoever_wishes_leaves_no_way_from_the_old_address(
    rosa: Browser, guest: Browser
) -> None:
    rosa.visit(FORM)
    fields = rosa.page.values(FORM)
    assert fields.pop("leads_on")

    rosa.post(FORM, fields.to_dict() | {"handle": NEW})

    assert guest.visit("/m/rosa").status == 404
    assert guest.visit("/m/rosa.two").status == 200


def test_the_old_name_is_kept_as_a_keyed_hash_only(rosa: Browser, world: World) -> None:
    renamed(rosa)

    (former,) = world.rows(FormerHandle)
    assert "rosa" not in former.key
    assert len(former.key) == 64


def test_nobody_else_gets_the_old_name_for_a_year_and_its_owner_may(
    rosa: Browser, ken: Browser, world: World
) -> None:
    renamed(rosa)

    assert "This user name is taken" in renamed(ken, "rosa").text
    with time_machine.travel(utcnow() + timedelta(days=91)):
        rosa.sign_in(NEW)
        renamed(rosa, "rosa")
        page = rosa.submit(FORM, handle_anyway="y")
        assert "You are rosa now." in page.text
        ken.sign_in("ken")
        assert "This user name is taken" in renamed(ken, NEW).text
    with time_machine.travel(utcnow() + timedelta(days=91 + 366)):
        world.app.test_cli_runner().invoke(args=["sweep"])
    assert world.rows(FormerHandle) == []


def test_who_is_erased_leaves_the_old_name_closed_and_nobody_behind_it(
    rosa: Browser, guest: Browser, world: World
) -> None:
    renamed(rosa)

    erased(world, world.member_id(NEW))

    assert [one.member_id for one in world.rows(FormerHandle)] == [None, None]
    assert guest.visit("/m/rosa").status == 404


def test_its_owner_is_told_and_neither_name_stands_in_the_mail(
    rosa: Browser, world: World
) -> None:
    renamed(rosa)
    world.run_jobs()

    mail = world.outbox.to("rosa@example.com")[-1]
    assert mail["Subject"] == "Your user name was changed"
    assert NEW not in mail.as_string()


def test_a_proof_that_is_old_is_asked_for_again(rosa: Browser, world: World) -> None:
    with later(minutes=11):
        assert rosa.visit(FORM).path == "/confirm"
    assert [one.handle for one in world.rows(Member)] == ["rosa"]
