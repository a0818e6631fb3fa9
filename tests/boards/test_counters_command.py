"""`counters check` finds each count that is wrong, and mends it."""

from random import Random

import pytest
from flask import Flask
from sqlalchemy import update

from forum.boards.models import Board, Post, Thread
from forum.core.answers import Busy, Refused
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.members.models import Member, Role
from forum.reactions import actions as reactions
from tests.boards.test_exact_counts import Course
from tests.kept import BeginWith
from tests.systems.cards import card
from tests.world import World

STEPS = 80
KEPT: list[tuple[type[Base], str]] = [
    (Thread, "reply_count"),
    (Thread, "last_number"),
    (Board, "thread_count"),
    (Member, "post_count"),
    (Member, "card_count"),
    (Post, "thanks"),
]


def lived(world: World) -> None:
    """Let a forum live for a while: everything may be done, in any order."""
    people = [world.member("ann"), world.member("sam_staff", Role.MODERATOR)]
    people += [world.member("newt", is_new=True)]
    course = Course(Random(11), people)  # noqa: S311 - chance, not secrets
    for step in range(STEPS):
        try:
            with world.writing():
                course.step()
        except (Refused, Busy):
            continue
        if step % 4 == 0:
            thank(world, course)
    card(world)


def thank(world: World, course: Course) -> None:
    """Let somebody thank for some post."""
    posts = world.rows(Post)
    if posts:
        with world.writing():
            post = course.random.choice(posts).id
            reactions.thank(course.random.choice(course.people), post, utcnow())


@pytest.fixture
def old(world: World, begin_with: BeginWith) -> World:
    begin_with("counted", lambda: lived(world))
    return world


def checked(app: Flask, *more: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["counters", "check", *more])
    return done.exit_code, done.output


def spoil(world: World, model: type[Base], column: str, key: int) -> None:
    """Write a wrong count, past everything that keeps it right."""
    with world.writing():
        wrong = {column: 4711}
        (place,) = model.__mapper__.primary_key
        db.session.execute(update(model).where(place == key).values(wrong))


def test_after_whatever_was_done_all_counts_are_right(old: World) -> None:
    assert any(post.thanks for post in old.rows(Post))

    assert checked(old.app) == (0, "All counts are right.\n")


@pytest.mark.parametrize(("model", "column"), KEPT, ids=str)
def test_a_wrong_count_is_found_and_mended(
    old: World, model: type[Base], column: str
) -> None:
    key: int = old.rows(model)[0].id  # type: ignore[attr-defined]
    right = getattr(old.row(model, key), column)
    spoil(old, model, column, key)

    code, said = checked(old.app)
    mended, _ = checked(old.app, "--repair")

    place = f"{model.__tablename__} {key}: {column} is 4711, counted {right}\n"
    assert (code, place in said) == (1, True)
    assert mended == 0
    assert getattr(old.row(model, key), column) == right
    assert checked(old.app) == (0, "All counts are right.\n")


def test_many_are_mended_and_what_shows_them_changed(old: World) -> None:
    before = {row.id: row.version for row in old.rows(Thread)}
    with old.writing():
        db.session.execute(update(Thread).values(reply_count=Thread.reply_count + 7))

    code, said = checked(old.app, "--repair")

    assert code == 0
    assert f"{len(before)} counts were mended." in said
    after = {row.id: row.version for row in old.rows(Thread)}
    assert all(after[key] > before[key] for key in before)
