"""How far members read follows posts that get other numbers, and hides nothing new."""

import random
from datetime import timedelta

import pytest

from forum.boards import actions as boards
from forum.boards.models import Post, PostState
from forum.core.clock import utcnow
from forum.following.rules import read_in_row
from tests.boards.acts import board_of
from tests.browser import Browser
from tests.following.reading import pointers, read_to, unread_titles
from tests.world import World

Chance = random.Random
READERS = ("rosa", "una", "wes")
WRITERS = ("ken", "ivy")


def unread_posts(world: World, handle: str) -> set[int]:
    """Return the posts that a member has still to read."""
    member, known = world.known(handle), pointers(world)
    return {
        post.id
        for post in world.rows(Post)
        if post.state is PostState.PUBLISHED
        and (post.number or 0) > known.get((member, post.thread_id), 0)
    }


def two_threads(world: World, chance: Chance) -> tuple[int, int]:
    """Make two threads whose posts were written by turns, read so far by three."""
    at = utcnow() - timedelta(days=3)
    made = [world.thread(one, at=at, title=f"What {one} asks here") for one in WRITERS]
    for place in range(8):
        at += timedelta(hours=2)
        by = WRITERS[place % 2]
        world.reply(chance.choice(made), by, f"Answer with number {place}.", at)
    for thread in made:
        last = max(p.number or 0 for p in world.rows(Post) if p.thread_id == thread)
        for reader in READERS:
            if number := chance.randint(0, last):
                read_to(world, reader, thread, number)
    return made[0], made[1]


@pytest.mark.parametrize("seed", range(4))
def test_after_a_merge_nothing_new_is_taken_for_read(world: World, seed: int) -> None:
    source, target = two_threads(world, Chance(seed))
    before = {one: unread_posts(world, one) for one in READERS}

    with world.writing():
        came = boards.merge(source, target)
    merged = {one: unread_posts(world, one) for one in READERS}
    with world.writing():
        boards.unmerge(source, target, came)
    parted = {one: unread_posts(world, one) for one in READERS}

    for one in READERS:
        assert before[one] <= merged[one] <= parted[one] | merged[one], one
        assert before[one] <= parted[one], one
    assert {thread for _, thread in pointers(world)} <= {source, target}


@pytest.mark.parametrize("seed", range(4))
def test_after_a_split_exactly_the_same_posts_are_new(world: World, seed: int) -> None:
    chance = Chance(seed)
    thread, _ = two_threads(world, chance)
    posts = [p.id for p in world.rows(Post) if p.thread_id == thread and p.number != 1]
    if not posts:
        pytest.skip("nothing to split off with this seed")
    go = chance.sample(posts, chance.randint(1, len(posts)))
    board = board_of(world, "care").id
    before = {one: unread_posts(world, one) for one in READERS}

    with world.writing():
        boards.split(thread, boards.Wanted(go, "Taken out of another thread", board))
    after = {one: unread_posts(world, one) for one in READERS}

    assert before == after


def test_a_merge_into_a_thread_that_was_read_shows_only_what_came(
    rosa: Browser, world: World
) -> None:
    at = utcnow() - timedelta(days=1)
    target = world.thread("ken", at=at)
    source = world.thread("ivy", title="The very same asked again")
    rosa.visit(world.url(target))

    with world.writing():
        boards.merge(source, target)

    assert len(unread_titles(rosa)) == 1
    rosa.visit(f"/t/{source}/unread")
    assert unread_titles(rosa) == []


def test_posts_of_long_ago_do_not_make_others_new_again(
    rosa: Browser, world: World
) -> None:
    old = world.thread("ken", at=utcnow() - timedelta(days=90))
    source = world.thread("ivy", title="The very same asked again")
    rosa.visit(world.url(source))

    with world.writing():
        boards.merge(source, old)

    assert unread_titles(rosa) == []


@pytest.mark.parametrize(
    ("order", "read", "count"),
    [([], {1}, 0), ([1, 2, 3], {1, 3}, 1), ([1, 2], {1, 2, 9}, 2), ([5], set(), 0)],
)
def test_only_what_was_read_without_a_gap_counts(
    order: list[int], read: set[int], count: int
) -> None:
    assert read_in_row(order, read) == count
