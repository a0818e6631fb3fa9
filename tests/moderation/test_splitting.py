"""Taking posts out of a thread into a new one, and bringing them back."""

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from forum.boards.models import Post, PostState, Revision, Thread
from forum.core.db import db
from moderation.models import ModAction, Statement
from tests.boards.acts import become
from tests.browser import Browser, Page
from tests.moderation.reshaped import (
    WHY,
    board_slug,
    hours_ago,
    miscounted,
    order,
    undone,
)
from tests.world import TITLE, World

NEW = "Which ladder for a steep roof?"


def discussion(world: World) -> tuple[int, list[int]]:
    """Open a thread with four replies; return it and the keys of all its posts."""
    thread = world.thread("ken", board="care", at=hours_ago(9))
    for hours, by in ((8, "ivy"), (7, "eva"), (6, "ken"), (5, "ivy")):
        world.reply(thread, by, f"Answer of {by}.", at=hours_ago(hours))
    return thread, order(world, thread)


def split(browser: Browser, thread: int, posts: list[int], **said: str) -> Page:
    """Choose posts on the page for it and send them off."""
    browser.visit(f"/moderation/threads/{thread}/split")
    fields = MultiDict(browser.page.values(f"/threads/{thread}/split"))
    for name, value in ({"title": NEW, "reason": WHY} | said).items():
        fields.setlist(name, [value])
    fields.setlist("posts", [str(one) for one in posts])
    return browser.post(f"/moderation/threads/{thread}/split", fields)


def newest(world: World) -> int:
    """Return the thread that was begun last."""
    return max(one.id for one in world.rows(Thread))


def test_chosen_posts_become_a_thread_and_every_count_is_right(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread, posts = discussion(world)

    page = split(mo, thread, [posts[2], posts[4]], board="grid")

    made = newest(world)
    assert "The posts are a thread of their own now." in page.text
    assert page.heading == NEW
    assert order(world, thread) == [posts[0], posts[1], posts[3]]
    assert order(world, made) == [posts[2], posts[4]]
    assert board_slug(world, made) == "grid"
    assert miscounted(world) == []
    assert guest.visit(f"/p/{posts[4]}").path == world.url(made)
    assert guest.visit(f"/p/{posts[3]}").path == world.url(thread)
    assert NEW in guest.visit("/b/grid").text


def test_who_wrote_the_first_post_can_edit_the_new_thread(
    mo: Browser, ken: Browser, world: World
) -> None:
    thread, posts = discussion(world)
    split(mo, thread, [posts[3]])

    page = ken.visit(f"/p/{posts[3]}/edit")

    assert page.values(f"/p/{posts[3]}/edit")["title"] == NEW


def test_both_authors_are_told(mo: Browser, world: World) -> None:
    thread, posts = discussion(world)

    split(mo, thread, [posts[2], posts[4]])

    told = {one.subject: one.body for one in world.rows(Statement)}
    assert set(told) == {
        "Posts of your thread became a new thread",
        "Your post opens a new thread",
    }
    assert all(WHY in one for one in told.values())


def test_quotations_still_lead_to_what_they_quote(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread, posts = discussion(world)
    quote = f"> [eva wrote in #3](/p/{posts[2]})\n>\n> Answer of eva.\n\nSo it is."
    world.reply(thread, "ken", quote, at=hours_ago(4))

    split(mo, thread, [posts[2]])

    shown = guest.visit(world.url(thread))
    assert shown.soup.select(f"a[href='/p/{posts[2]}']")
    assert guest.visit(f"/p/{posts[2]}").path == world.url(newest(world))


def test_a_split_is_undone_with_what_was_written_since(
    mo: Browser, guest: Browser, world: World
) -> None:
    thread, posts = discussion(world)
    split(mo, thread, [posts[2], posts[4]])
    made = newest(world)
    later = [
        world.reply(made, "rex", "To the new one.", at=hours_ago(2)),
        world.reply(thread, "rex", "To the old one.", at=hours_ago(1)),
    ]

    assert undone(world, "split") == ""

    assert order(world, thread) == [*posts, *later]
    assert miscounted(world) == []
    assert guest.visit(f"/t/{made}").path == world.url(thread)
    assert NEW not in guest.visit("/b/care").text


@pytest.mark.parametrize(
    ("chosen", "said"),
    [([], {}), ([0, 1], {}), ([1], {"title": "Short"}), ([1], {"board": "nowhere"})],
)
def test_a_split_that_makes_no_sense_keeps_what_was_typed(
    mo: Browser, world: World, chosen: list[int], said: dict[str, str]
) -> None:
    thread, posts = discussion(world)

    page = split(mo, thread, [posts[one] for one in chosen], **said)

    assert page.status == 422
    assert page.soup.select(".summary")
    assert page.values("/split")["reason"] == WHY
    assert order(world, thread) == posts
    assert world.rows(ModAction) == []


def test_a_post_that_is_not_public_opens_no_thread(mo: Browser, world: World) -> None:
    thread, posts = discussion(world)
    become(world, posts[1], PostState.REMOVED, "Rule 4.")

    page = split(mo, thread, [posts[1], posts[2]])

    assert page.status == 422
    assert "has to be public" in page.text
    assert order(world, thread) == posts


def test_removed_posts_go_along_in_their_place(mo: Browser, world: World) -> None:
    thread, posts = discussion(world)
    become(world, posts[3], PostState.REMOVED, "Rule 4.")

    split(mo, thread, [posts[2], posts[3], posts[4]])

    assert order(world, newest(world)) == posts[2:]
    assert miscounted(world) == []
    become(world, posts[3], PostState.PUBLISHED)
    assert miscounted(world) == []


def test_a_title_that_tells_too_much_is_asked_about(mo: Browser, world: World) -> None:
    thread, posts = discussion(world)

    page = split(mo, thread, [posts[2]], title="Call me at (802) 555-0142 about it")

    assert page.heading == "Check what will be public"
    assert len(world.rows(Thread)) == 1


def test_words_of_a_split_thread_are_destroyed_with_its_title(
    mo: Browser, world: World
) -> None:
    thread, posts = discussion(world)
    split(mo, thread, [posts[2]])
    with world.reading():
        titles = db.session.scalars(
            select(Revision.title).where(Revision.post_id == posts[2])
        ).all()
    assert list(titles) == [NEW]
    assert world.row(Thread, thread).title == TITLE
    assert world.row(Post, posts[2]).number == 1
