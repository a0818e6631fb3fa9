"""What is gone from a post is gone from the index, however it was written there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from forum.boards import actions as boards
from forum.boards.actions import Passages
from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.core.db import db
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.members.models import Member
from forum.reactions import actions as reactions
from forum.rights.models import Fate
from forum.search.models import IndexedPost
from tests.boards.acts import become
from tests.browser import Browser
from tests.rights.leaving import erased
from tests.search.finding import hits, searched
from tests.world import World

PHONE = "(802) 555-0142"
SAID = f"Call Zoë-Marie at {PHONE}, or 5.2kW on Elm Street."
PASSAGES = (PHONE, "Zoë-Marie", "5.2kW on Elm Street", "Elm")


def indexed(world: World) -> list[int]:
    return [one.post_id for one in world.rows(IndexedPost)]


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_passage_that_is_still_in_the_index_alone_is_seen(
    world: World, passage: str
) -> None:
    world.thread(title="A title without any of them", body=SAID)
    wording = Wording((passage,), "[gone]")
    with world.writing():
        # Past the session, so that the index does not follow.
        db.session.execute(update(Post).values(html="<p>Nothing.</p>"))
    with world.reading():
        found = traces(wording)
    world.app.test_cli_runner().invoke(args=["search", "rebuild"])
    with world.reading():
        left = traces(wording)

    assert found["post_index"] == 1
    assert "post_index" not in left


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_passage_taken_back_is_not_in_the_index_in_any_form(
    guest: Browser, world: World, passage: str
) -> None:
    thread = world.thread()
    post = world.reply(thread, "ivy", SAID)
    quoting = f"> [ivy wrote in #2](/p/{post})\n>\n> {SAID}\n\nThanks."
    world.reply(thread, "una", quoting)
    wording = Wording((passage,), "[gone]")
    before = hits(guest, f'"{passage}"')
    with world.writing():
        boards.take_back(world.member_id("ivy"), post, Passages(wording), utcnow())
        left = traces(wording)

    assert len(before) == 2
    assert left == {}
    assert hits(guest, f'"{passage}"') == []


def test_words_that_others_wrote_too_are_not_said_to_be_left(world: World) -> None:
    world.thread(title="A title without any of them", body="Dial 802 555 0142 now.")

    with world.reading():
        assert traces(Wording((PHONE,), "[gone]")) == {}


def _withdrawn(world: World, post: int) -> None:
    with world.writing():
        boards.withdraw(world.member_id("ivy"), post, utcnow())


def _in_state(state: PostState) -> Callable[[World, int], None]:
    return lambda world, post: become(world, post, state)


GONE: dict[str, Callable[[World, int], None]] = {
    "withdrawn": _withdrawn,
    "held": _in_state(PostState.HELD),
    "hidden": _in_state(PostState.HIDDEN),
    "removed": _in_state(PostState.REMOVED),
    "rejected": _in_state(PostState.REJECTED),
}


@pytest.mark.parametrize("way", GONE)
def test_a_post_that_is_not_public_has_no_row_in_the_index(
    world: World, way: str
) -> None:
    post = world.reply(world.thread(), "ivy", SAID)
    before = indexed(world)
    GONE[way](world, post)

    assert post in before
    assert post not in indexed(world)


def test_after_an_erasure_with_words_nothing_of_them_is_found(
    guest: Browser, world: World
) -> None:
    thread = world.thread()
    world.reply(thread, "ivy", SAID)
    erased(world, world.member_id("ivy"), Fate.REDACT)
    world.run_jobs(timedelta(days=1))

    assert hits(guest, '"Elm Street"') == []
    with world.reading():
        assert "post_index" not in traces(Wording(("Elm Street",), "[gone]"))


def test_words_of_somebody_ignored_are_folded_for_that_member_alone(
    guest: Browser, rosa: Browser, world: World
) -> None:
    post = world.reply(world.thread(), "ivy", "A zirconium bracket on osmium.")
    with world.writing():
        member = db.session.get_one(Member, world.member_id("rosa"))
        reactions.ignore(member, world.member_id("ivy"), utcnow())

    assert hits(guest, "zirconium") == hits(rosa, "zirconium") == [f"/p/{post}"]
    assert "on osmium" in searched(guest, "zirconium").text
    assert "on osmium" not in searched(rosa, "zirconium").text
    assert "By a member whom you ignore." in searched(rosa, "zirconium").text
