"""Whatever is done in whatever order: every count equals a recount."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from forum.boards import actions
from forum.boards.drafts import Draft
from forum.boards.models import Board, Post, PostState, Thread
from forum.core.answers import Busy, Refused
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member, Role
from tests.world import World, settled

STEPS = 60
STAFF_STATES = (
    PostState.PUBLISHED,
    PostState.HIDDEN,
    PostState.REMOVED,
    PostState.REJECTED,
)


@dataclass
class Course:
    """Does one thing after another, as chance has it."""

    random: Random
    people: list[int]
    now: datetime = field(default_factory=lambda: utcnow() - timedelta(days=9))
    done: list[str] = field(default_factory=list)

    def step(self) -> None:
        """Do something that may be refused, at a later time."""
        self.now += timedelta(minutes=1)
        deed = self.random.choice(
            [self.open, self.reply, self.reply, self.change, self.withdraw, self.tidy]
        )
        self.done.append(deed.__name__)
        deed()

    def open(self) -> None:
        board = self.random.choice(
            db.session.scalars(select(Board.id).order_by(Board.id)).all()
        )
        draft = settled(Draft(f"Text {self.now}", f"A question of {self.now}"))
        actions.open_thread(self._person(), board, draft, self.now)

    def reply(self) -> None:
        if thread := self._one(Thread):
            draft = settled(Draft(f"Answer {self.now}"))
            actions.reply(self._person(), thread, draft, self.now)

    def change(self) -> None:
        if (key := self._one(Post)) is None:
            return
        if db.session.get_one(Post, key).state is PostState.WITHDRAWN:
            return
        state = self.random.choice(STAFF_STATES)
        actions.change_state(key, state, "", self.now)

    def withdraw(self) -> None:
        if key := self._one(Post):
            author = db.session.get_one(Post, key).author_id
            actions.withdraw(author, key, self.now)

    def tidy(self) -> None:
        if key := self._one(Thread):
            board = self.random.choice(
                db.session.scalars(select(Board.id).order_by(Board.id)).all()
            )
            actions.move(key, board)
            if self.random.random() < 0.3:
                actions.lock(key, "Solved.", self.now)
            else:
                actions.unlock(key)

    def _person(self) -> int:
        return self.random.choice(self.people)

    def _one(self, table: type[Thread] | type[Post]) -> int | None:
        keys = db.session.scalars(select(table.id).order_by(table.id)).all()
        return self.random.choice(keys) if keys else None


def wrong_in_threads(threads: list[Thread], posts: list[Post]) -> Iterator[str]:
    """Yield every thread whose counts or state do not equal a recount."""
    for thread in threads:
        mine = [post for post in posts if post.thread_id == thread.id]
        numbers = sorted(post.number for post in mine if post.number is not None)
        if numbers != list(range(1, thread.last_number + 1)):
            yield f"thread {thread.id} numbers {numbers}, {thread.last_number}"
        replies = [post for post in mine if is_public(post) and post.number != 1]
        if thread.reply_count != len(replies):
            yield f"thread {thread.id} counts {thread.reply_count}"
        (first,) = [post for post in mine if post.number == 1]
        if thread.state is not first.state:
            yield f"thread {thread.id} is {thread.state}, not {first.state}"


def wrong_elsewhere(world: World, posts: list[Post]) -> Iterator[str]:
    """Yield every board and every member whose count does not equal a recount."""
    listed = [row.board_id for row in world.rows(Thread) if is_public(row)]
    for board in world.rows(Board):
        if board.thread_count != listed.count(board.id):
            yield f"board {board.slug} counts {board.thread_count}"
    written = [post.author_id for post in posts if is_public(post)]
    for member in world.rows(Member):
        if member.post_count != written.count(member.id):
            yield f"{member.handle} counts {member.post_count}"


def is_public(thing: Post | Thread) -> bool:
    return thing.state is PostState.PUBLISHED


def recounted(world: World) -> list[str]:
    """Return every count that does not equal a recount."""
    posts = world.rows(Post)
    wrong = list(wrong_in_threads(world.rows(Thread), posts))
    return [*wrong, *wrong_elsewhere(world, posts)]


@pytest.mark.parametrize("seed", range(4))
def test_counts_stay_exact_whatever_happens(world: World, seed: int) -> None:
    people = [world.member("ann"), world.member("sam_staff", Role.MODERATOR)]
    people += [world.member("newt", is_new=True), world.member("neo", is_new=True)]
    course = Course(Random(seed), people)  # noqa: S311 - chance, not secrets

    for _ in range(STEPS):
        try:
            with world.writing():
                course.step()
        except (Refused, Busy):
            continue

    assert recounted(world) == [], course.done
    states = {post.state for post in world.rows(Post)}
    assert {PostState.PUBLISHED, PostState.HELD, PostState.WITHDRAWN} <= states
