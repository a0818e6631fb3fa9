"""Seals: decisions that nobody but their maker can have made, for one text."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from forum.boards.models import DisclosureCount, Post
from forum.core.clock import utcnow
from forum.members import actions
from tests.boards.acts import CALL_ME, PHONE, composing, counted, send
from tests.browser import Browser
from tests.world import World


def kept_seal(browser: Browser, thread: int) -> dict[str, str]:
    """Keep a number public while writing; return what the form holds then."""
    composing(browser, thread)
    fields = browser.page.values("/reply")
    fields["body"], fields["keep"] = CALL_ME, "0"
    answer = browser.client.post("/check", data=fields)
    said = answer.get_json()
    return {"seal": said["seal"], "once": said["once"]}


def test_a_seal_of_ones_own_settles_what_it_names(rosa: Browser, world: World) -> None:
    thread = world.thread()
    sealed = kept_seal(rosa, thread)

    page = send(rosa, thread, CALL_ME, **sealed)

    assert page.status == 200
    assert counted(world, Post) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "",
        lambda seal: seal[:-5] + ("A" if seal[-5] != "A" else "B") + seal[-4:],
        lambda seal: "x" + seal,
        lambda seal: seal.split(".")[0],
        lambda _: "eyJrZXB0Ijp7fX0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb",
        lambda _: "ü" * 40,
    ],
    ids=["none", "altered", "longer", "unsigned", "forged", "garbage"],
)
def test_a_seal_that_is_not_intact_settles_nothing(
    rosa: Browser, world: World, spoil: Callable[[str], str]
) -> None:
    thread = world.thread()
    sealed = kept_seal(rosa, thread)

    page = send(rosa, thread, CALL_ME, once=sealed["once"], seal=spoil(sealed["seal"]))

    assert page.status == 422
    assert counted(world, Post) == 1


def test_a_seal_of_another_member_settles_nothing(
    rosa: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread()
    sealed = kept_seal(ivy, thread)

    page = send(rosa, thread, CALL_ME, **sealed)

    assert page.status == 422
    assert counted(world, Post) == 1


def test_what_another_member_masked_is_not_counted_here(
    rosa: Browser, ivy: Browser, world: World
) -> None:
    thread = world.thread()
    composing(ivy, thread)
    fields = ivy.page.values("/reply")
    fields["body"], fields["mask"] = "Call me any time.", "phone"
    said = ivy.client.post("/check", data=fields).get_json()

    send(rosa, thread, "Call me any time.", once=said["once"], seal=said["seal"])

    assert counted(world, Post) == 2
    assert counted(world, DisclosureCount) == 0


def test_a_seal_of_another_composition_settles_nothing(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    sealed = kept_seal(rosa, thread)

    page = send(rosa, thread, CALL_ME, seal=sealed["seal"])

    assert page.status == 422
    assert counted(world, Post) == 1


def test_a_seal_settles_nothing_about_other_words(rosa: Browser, world: World) -> None:
    thread = world.thread()
    sealed = kept_seal(rosa, thread)

    page = send(rosa, thread, CALL_ME.replace("0142", "0143"), **sealed)

    assert page.status == 422
    assert counted(world, Post) == 1


@pytest.mark.parametrize(("hours", "status"), [(11, 200), (13, 422)])
def test_a_seal_lasts_for_some_hours(
    rosa: Browser, world: World, hours: int, status: int
) -> None:
    thread = world.thread()
    sealed = kept_seal(rosa, thread)
    later = utcnow() + timedelta(hours=hours)

    with time_machine.travel(later, tick=True):
        rosa.sign_in("rosa")
        page = send(rosa, thread, CALL_ME, **sealed)

    assert page.status == status


def test_a_seal_made_under_other_rules_settles_nothing(
    rosa: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = world.thread()
    with monkeypatch.context() as older:
        older.setattr("forum.warnings.seals.RULES_VERSION", "an older one")
        sealed = kept_seal(rosa, thread)

    page = send(rosa, thread, CALL_ME, **sealed)

    assert page.status == 422


def test_a_seal_holds_no_words(rosa: Browser, world: World) -> None:
    thread = world.thread()

    sealed = kept_seal(rosa, thread)

    assert PHONE not in sealed["seal"]
    assert "555" not in sealed["seal"].split(".")[0]


def test_choices_count_only_with_the_seal_of_the_page_that_asked(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()

    page = send(rosa, thread, CALL_ME, step="confirm", **{"choice-0": "keep"})

    assert page.status == 422
    assert counted(world, Post) == 1


@pytest.mark.parametrize("choice", ["publish", "KEEP", "1", "mask "])
def test_a_choice_that_was_not_offered_counts_as_none(
    rosa: Browser, world: World, choice: str
) -> None:
    thread = world.thread()
    send(rosa, thread, CALL_ME)

    page = rosa.submit("/reply", choice__0=choice, choice__7="keep")

    assert page.status == 422
    assert counted(world, Post) == 1


def test_boxes_hold_only_while_the_same_places_are_found(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    text = f"Ask Lucille Thorsen next door, or call me at {PHONE}."
    page = send(rosa, thread, text)
    assert page.status == 422
    with world.writing():
        rosa_id = world.member_id("rosa")
        actions.prefer(rosa_id, wants_hints=False, skips_search=False)

    page = rosa.submit("/reply")

    assert page.status == 422
    assert counted(world, Post) == 1


def test_a_decision_about_a_reply_does_not_hold_for_another_thread(
    rosa: Browser, world: World
) -> None:
    first, second = world.thread("ken"), world.thread("ivy")
    sealed = kept_seal(rosa, first)

    page = send(rosa, second, CALL_ME, **sealed)

    assert page.status == 422
    assert counted(world, Post) == 2
