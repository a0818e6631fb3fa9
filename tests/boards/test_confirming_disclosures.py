"""The page between a draft that discloses something and its publication."""

import pytest

from forum.boards.models import DisclosureCount, Post, Revision
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.privacy.models import Consent
from tests.boards.acts import (
    CALL_ME,
    CARD,
    MAIL,
    OTHER_PHONE,
    PHONE,
    SSN,
    body_of,
    counted,
    send,
)
from tests.browser import Browser
from tests.world import TITLE, World

BOTH = f"Call me at {PHONE} or write to {MAIL}, I am home by six."
NEW = "/b/care/new"


def stands(world: World, words: str) -> dict[str, int]:
    with world.reading():
        return traces(Wording((words,), ""))


def counts(world: World) -> dict[str, tuple[int, int, int]]:
    return {
        row.kind: (row.masked, row.kept, row.not_personal)
        for row in world.rows(DisclosureCount)
    }


def test_a_draft_that_discloses_something_is_not_stored(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()

    page = send(rosa, thread, BOTH)

    assert page.status == 422
    assert page.heading == "Check what will be public"
    assert "We found 2 things in it" in page.text
    legends = [legend.get_text() for legend in page.soup.select("legend")]
    assert legends == ["Phone number", "Your email address"]
    assert counted(world, Post) == 1
    assert stands(world, PHONE) == stands(world, MAIL) == {}


def test_what_is_masked_is_stored_masked(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, BOTH)

    page = rosa.submit("/reply", choice__0="mask", choice__1="mask")

    assert page.status == 200
    shown = guest.visit(world.url(thread)).text
    assert "phone number masked" in shown
    assert "email address masked" in shown
    assert stands(world, PHONE) == stands(world, MAIL) == {}
    assert counts(world) == {"phone": (1, 0, 0), "email": (1, 0, 0)}


def test_what_is_kept_is_stored_as_written(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, BOTH)

    rosa.submit("/reply", choice__0="keep", choice__1="mask")

    assert PHONE in guest.visit(world.url(thread)).text
    assert stands(world, PHONE) == {"post": 1, "revision": 1}
    assert stands(world, MAIL) == {}
    assert counts(world) == {"phone": (0, 1, 0), "email": (1, 0, 0)}


def test_what_is_not_personal_is_stored_and_counted(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, CALL_ME)

    rosa.submit("/reply", choice__0="not_personal")

    assert stands(world, PHONE) == {"post": 1, "revision": 1}
    assert counts(world) == {"phone": (0, 0, 1)}


def test_edit_leads_back_to_the_text(rosa: Browser, world: World) -> None:
    thread = world.thread()
    send(rosa, thread, BOTH)

    page = rosa.submit("/reply", choice__0="edit", choice__1="mask")

    assert page.status == 200
    assert page.heading.startswith("Reply to")
    assert body_of(page) == BOTH
    assert counted(world, Post) == 1


def test_back_to_my_text_keeps_the_text(rosa: Browser, world: World) -> None:
    thread = world.thread()
    send(rosa, thread, BOTH)

    page = rosa.submit("/reply", to="/preview")

    assert body_of(page) == BOTH
    assert counted(world, Post) == 1


def test_a_decision_that_is_missing_is_asked_for(rosa: Browser, world: World) -> None:
    thread = world.thread()
    send(rosa, thread, BOTH)

    page = rosa.submit("/reply", choice__0="", choice__1="keep")

    assert page.status == 422
    (summary,) = page.soup.select(".summary")
    assert "Choose what to do with the phone number" in summary.get_text()
    assert "email" not in summary.get_text()
    assert page.values("/reply")["choice-1"] == "keep"
    assert counted(world, Post) == 1


@pytest.mark.parametrize("words", [SSN, CARD])
@pytest.mark.parametrize("choice", ["keep", "not_personal"])
def test_what_opens_accounts_cannot_be_kept(
    rosa: Browser, world: World, words: str, choice: str
) -> None:
    thread = world.thread()
    page = send(rosa, thread, f"They wanted {words} for the loan of the panels.")
    assert not page.soup.select("input[value=keep], input[value=not_personal]")

    page = rosa.submit("/reply", choice__0=choice)

    assert page.status == 422
    assert counted(world, Post) == 1
    rosa.submit("/reply", choice__0="mask")
    assert stands(world, words) == {}
    assert counted(world, Post) == 2


def test_a_kept_detail_is_not_asked_about_twice(rosa: Browser, world: World) -> None:
    thread = world.thread()
    send(rosa, thread, CALL_ME)
    rosa.submit("/reply", choice__0="keep", preview="1")
    rosa.submit("/reply", to="/preview")

    page = rosa.submit("/reply", body=f"{CALL_ME} Or later.")

    assert page.status == 200
    assert "Your post is public." in page.text
    assert counts(world) == {"phone": (0, 1, 0)}


def test_only_what_is_new_in_a_changed_text_is_asked_about(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, CALL_ME)
    rosa.submit("/reply", choice__0="keep", preview="1")
    rosa.submit("/reply", to="/preview")

    page = rosa.submit("/reply", body=f"{CALL_ME} At work it is {OTHER_PHONE}.")

    assert page.status == 422
    values = page.values("/reply")
    assert (values["choice-0"], values["choice-1"]) == ("keep", "mask")
    assert counted(world, Post) == 1


def test_a_choice_made_for_other_words_does_not_count(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, CALL_ME)

    page = rosa.submit(
        "/reply", choice__0="keep", body=CALL_ME.replace(PHONE, OTHER_PHONE)
    )

    assert page.status == 422
    assert counted(world, Post) == 1
    assert stands(world, OTHER_PHONE) == {}


@pytest.mark.parametrize("choice", ["", "mask", "keep"])
def test_showing_it_again_publishes_nothing(
    rosa: Browser, world: World, choice: str
) -> None:
    thread = world.thread()
    send(rosa, thread, CALL_ME)

    page = rosa.submit("/reply", choice__0=choice, preview="1")

    assert page.status == 422
    assert page.heading == "Check what will be public"
    assert page.values("/reply")["choice-0"] == (choice or "mask")
    assert not page.soup.select(".summary")
    assert counted(world, Post) == 1


def test_a_hint_stays_public_unless_it_is_masked(rosa: Browser, world: World) -> None:
    thread = world.thread()

    page = send(rosa, thread, "Ask Jane Miller at the co-op about the rate.")

    assert page.status == 200
    assert "Your post is public." in page.text
    assert stands(world, "Jane Miller") == {"post": 1, "post_index": 1, "revision": 1}


def test_titles_are_looked_at_too(rosa: Browser, world: World) -> None:
    rosa.visit(NEW)
    title = f"Call {PHONE} about the hail"

    page = rosa.submit(NEW, title=title, body="Two modules are dented.")
    assert "In the title" in page.text
    rosa.submit(NEW, choice__0="mask")

    assert stands(world, PHONE) == {}
    (revision,) = world.rows(Revision)
    assert revision.title == "Call [phone number masked] about the hail"


def test_reasons_for_a_change_are_looked_at_too(rosa: Browser, world: World) -> None:
    thread = world.thread("rosa")
    post = world.opening_post(thread)
    rosa.visit(f"/p/{post}/edit")

    page = rosa.submit("/edit", reason=f"Took out {PHONE}")

    assert page.status == 422
    assert "In the reason for your change" in page.text
    assert world.row(Post, post).revision == 1
    rosa.submit("/edit", choice__0="mask")
    assert stands(world, PHONE) == {}
    assert world.row(Post, post).revision == 2


def unaware(world: World) -> Browser:
    """Return the browser of a member who has not posted yet."""
    world.member("newt", has_acknowledged=False)
    browser = Browser(world.app)
    browser.sign_in("newt")
    return browser


def posting_consents(world: World) -> list[tuple[int, int]]:
    newt = world.member_id("newt")
    return [
        (row.member_id, row.version)
        for row in world.rows(Consent)
        if row.document == "posting" and row.member_id == newt
    ]


def test_the_first_post_needs_a_word_that_it_is_public(world: World) -> None:
    thread = world.thread()
    browser = unaware(world)

    page = send(browser, thread, "Mine did the same.")

    assert page.status == 422
    assert "I know that what I post is public" in page.text
    page = browser.submit("/reply")
    assert page.status == 422
    assert "Say that you know that what you post is public" in page.text
    assert counted(world, Post) == 1
    assert posting_consents(world) == []


def test_that_it_is_public_is_noted_once_with_the_version(world: World) -> None:
    thread, other = world.thread(), world.thread("eva", title=TITLE + " Again")
    browser = unaware(world)
    send(browser, thread, "Mine did the same.")

    browser.submit("/reply", acknowledged="y")

    assert posting_consents(world) == [(world.member_id("newt"), 1)]
    assert counted(world, Post) == 3
    page = browser.visit(f"/t/{other}/reply")
    assert "I know that what I post is public" not in page.text


def test_one_page_asks_for_decisions_and_for_the_first_word(world: World) -> None:
    thread = world.thread()
    browser = unaware(world)
    send(browser, thread, CALL_ME)

    page = browser.submit("/reply", choice__0="mask")
    assert page.status == 422
    browser.submit("/reply", choice__0="mask", acknowledged="y")

    assert counted(world, Post) == 2
    assert len(posting_consents(world)) == 1


def test_one_button_masks_all_that_must_be_decided(
    rosa: Browser, guest: Browser, world: World
) -> None:
    thread = world.thread()
    page = send(rosa, thread, f"{BOTH} Ask Jane Miller about the rate.")
    (button,) = page.soup.select("button[name=all]")
    assert button.get_text() == "Mask all two and post"

    page = rosa.submit("/reply", choice__0="keep", choice__1="", all="mask")

    assert page.status == 200
    assert "Your post is public. 2 details were masked." in page.text
    assert stands(world, PHONE) == stands(world, MAIL) == {}
    assert counts(world) == {
        "phone": (1, 0, 0),
        "email": (1, 0, 0),
        "person_name": (0, 1, 0),
    }
    assert "Ask Jane Miller about" in guest.visit(world.url(thread)).text


def test_a_single_place_needs_no_button_for_all(rosa: Browser, world: World) -> None:
    page = send(rosa, world.thread(), CALL_ME)

    assert not page.soup.select("button[name=all]")


def test_all_masks_nothing_that_the_page_did_not_show(
    rosa: Browser, world: World
) -> None:
    thread = world.thread()
    send(rosa, thread, BOTH)

    page = rosa.submit("/reply", all="mask", body=f"{BOTH} Or {OTHER_PHONE}.")

    assert page.status == 422
    assert counted(world, Post) == 1
    assert stands(world, OTHER_PHONE) == {}


def test_all_means_nothing_before_the_page_was_shown(
    rosa: Browser, world: World
) -> None:
    page = send(rosa, world.thread(), BOTH, all="mask")

    assert page.status == 422
    assert page.heading == "Check what will be public"
    assert counted(world, Post) == 1


def test_masking_all_still_needs_the_first_word_that_it_is_public(
    world: World,
) -> None:
    thread = world.thread()
    browser = unaware(world)
    send(browser, thread, f"{CALL_ME} At work it is {OTHER_PHONE}.")

    page = browser.submit("/reply", choice__0="keep", choice__1="keep", all="mask")

    assert page.status == 422
    assert "Say that you know that what you post is public" in page.text
    values = page.values("/reply")
    assert (values["choice-0"], values["choice-1"]) == ("mask", "mask")
    assert counted(world, Post) == 1
    browser.submit("/reply", all="mask", acknowledged="y")
    assert counted(world, Post) == 2
    assert stands(world, PHONE) == {}
