"""How a post was edited: read by its author and by staff, by nobody else."""

import time

import pytest

from tests.boards.test_editing import edited
from tests.browser import Browser
from tests.moderation.test_editing_as_moderator import corrected
from tests.world import World

FIRST = "It made 8,154 kWh in May, the meter says, and the roof faces south."
SECOND = "It made 8,145 kWh in May, the meter says, and the roof faces south."


def changed_post(world: World, rosa: Browser) -> int:
    post = world.reply(world.thread("ken"), "rosa", FIRST)
    edited(rosa, post, body=SECOND, reason="A slip of the pen")
    return post


def test_an_author_sees_what_each_edit_took_away_and_added(
    rosa: Browser, world: World
) -> None:
    post = changed_post(world, rosa)

    page = rosa.visit(rosa.visit(f"/p/{post}").link("edited"))

    assert page.path == f"/p/{post}/wordings"
    (card, first) = page.soup.select("section.card")
    gone = [one.get_text() for one in card.select("del")]
    came = [one.get_text() for one in card.select("ins")]
    assert gone == ["Removed: 8,154. End of what was removed."]
    assert came == ["Added: 8,145. End of what was added."]
    assert "A slip of the pen" in card.get_text()
    assert FIRST in first.get_text()


def test_moderators_see_it_and_nobody_else_is_led_there(
    rosa: Browser, ken: Browser, mo: Browser, guest: Browser, world: World
) -> None:
    post = changed_post(world, rosa)
    path = f"/p/{post}/wordings"

    assert "8,154" in mo.visit(path).text
    assert ken.visit(path).status == 404
    assert guest.visit(path).status == 401
    for browser in (ken, guest):
        page = browser.visit(f"/p/{post}")
        assert "edited" in page.text
        assert path not in page.html
        assert "8,154" not in page.html


def test_an_author_is_not_told_which_moderator_edited_their_post(
    rosa: Browser, mo: Browser, ada: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", FIRST)
    corrected(mo, post, body=SECOND)

    page = rosa.visit(f"/p/{post}/wordings")

    assert "By a moderator" in page.text
    assert "By rosa" in page.text
    assert "mo_mod" not in page.html
    assert "By mo_mod" in ada.visit(f"/p/{post}/wordings").text


def test_a_post_that_was_not_edited_has_one_wording(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken"), "rosa", FIRST)

    page = rosa.visit(f"/p/{post}/wordings")

    assert "It was not edited." in page.text
    assert FIRST in page.text


@pytest.mark.parametrize(
    "text", ["a " * 9_000, "b\n\n" * 6_000, "* c d\n" * 3_000, "- e\n" * 4_000]
)
def test_wordings_that_are_hard_to_compare_are_shown_whole_at_once(
    rosa: Browser, world: World, text: str
) -> None:
    post = world.reply(world.thread("ken"), "rosa", text)
    edited(rosa, post, body=text[: len(text) // 2] + "x " + text[len(text) // 2 :])

    began = time.process_time()
    page = rosa.visit(f"/p/{post}/wordings")

    assert page.status == 200
    assert "both are shown whole" in page.text
    assert time.process_time() - began < 2


def test_words_that_were_taken_back_are_in_no_wording(
    rosa: Browser, mo: Browser, world: World
) -> None:
    post = changed_post(world, rosa)
    rosa.visit(f"/p/{post}/take-back")
    rosa.submit(f"/p/{post}/take-back", words="8,154")
    if rosa.page.forms("/take-back"):
        rosa.submit(f"/p/{post}/take-back", is_done="y")

    assert "8,154" not in mo.visit(f"/p/{post}/wordings").html
    assert "8,145" in mo.page.text
