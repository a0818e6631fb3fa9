"""An edit tells whom it mentions newly, and nobody a second time."""

from forum.boards.models import Audience, PostState
from forum.boards.views.writing import EDITS
from forum.core.limits import count
from tests.boards.acts import become, body_of, open_to
from tests.boards.test_editing import edited
from tests.browser import Browser
from tests.notifications.following import ago, mutes, told
from tests.world import World

SAID = "Ours was 1,201 in the first year, says the logger."


def test_somebody_an_edit_mentions_newly_is_told(rosa: Browser, world: World) -> None:
    post = world.reply(world.thread("ken", at=ago(9)), "rosa", SAID)
    world.known("una")

    edited(rosa, post, body=f"@una, {SAID}")

    assert told(world, "una") == ["mention"]


def test_somebody_mentioned_before_is_not_told_again(
    rosa: Browser, world: World
) -> None:
    world.known("una")
    world.known("ivy")
    thread = world.thread("ken", at=ago(9))
    post = world.reply(thread, "rosa", f"@una, {SAID}")
    edited(rosa, post, body=SAID)

    edited(rosa, post, body=f"@una and @ivy, {SAID}")

    assert told(world, "una") == ["mention"]
    assert told(world, "ivy") == ["mention"]


def names(world: World, letters: str) -> str:
    """Let members be there; return how all of them are mentioned."""
    for letter in letters:
        world.known(f"reader_{letter}")
    return " ".join(f"@reader_{letter}" for letter in letters)


def test_edits_of_one_post_mention_no_more_than_ten_members_together(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken", at=ago(9)), "rosa", SAID)
    edited(rosa, post, body=f"{names(world, 'abcdefghij')} {SAID}")
    edited(rosa, post, body=SAID)

    page = edited(rosa, post, body=f"{names(world, 'k')} {SAID}")

    assert page.status == 422
    assert "with those that earlier wordings of it mentioned" in page.text
    assert "@reader_k" in body_of(page)
    assert told(world, "reader_k") == []
    again = edited(rosa, post, body=f"{names(world, 'abc')} and again. {SAID}")
    assert again.status == 200
    assert told(world, "reader_a") == ["mention"]


def test_edits_are_counted_by_the_hour_and_the_text_stays(
    rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread("ken", at=ago(9)), "rosa", SAID)
    with world.reading():
        for _ in range(29):
            count(EDITS, f"edits of {world.member_id('rosa')}")
    assert edited(rosa, post, body=f"{SAID} For the thirtieth time.").status == 200

    page = edited(rosa, post, body=f"{SAID} Once more.")

    assert page.status == 422
    assert "You edited very often. Try again in" in page.text
    assert "Once more." in body_of(page)


def test_an_edit_does_not_reach_who_muted_or_cannot_read(
    rosa: Browser, world: World
) -> None:
    thread = world.thread("ken", at=ago(9))
    post = world.reply(thread, "rosa", SAID)
    world.known("una")
    world.known("ivy")
    mutes(world, "una", thread)

    edited(rosa, post, body=f"@una and @rosa, {SAID}")

    assert told(world, "una") == []
    assert told(world, "rosa") == []


def test_what_moderators_do_with_a_post_is_no_mention(
    mo: Browser, world: World
) -> None:
    assert mo.page.status == 0
    world.known("una")
    thread = world.thread("ken", at=ago(9))
    open_to(world, "performance", Audience.STAFF)
    post = world.reply(thread, "mo", f"@una, {SAID}")
    open_to(world, "performance", Audience.EVERYBODY)

    become(world, post, PostState.HIDDEN)

    assert told(world, "una") == []
