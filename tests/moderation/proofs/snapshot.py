"""All rows that the invariants look at, read at one moment."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from sqlalchemy import inspect, select

from forum.boards.models import (
    Board,
    Post,
    Quote,
    Revision,
    Thread,
    ThreadStub,
    ThreadTag,
)
from forum.core.db import Base, db
from forum.core.jobs import Job
from forum.members.models import Member
from moderation.appeals.models import Appeal
from moderation.figures.models import ListedAct, ListedWeek
from moderation.models import (
    AuditEvent,
    Decision,
    Flag,
    ModAction,
    Reviewable,
    Statement,
)
from tests.world import World

Row = TypeVar("Row", bound=Base)


def _all(table: type[Row]) -> list[Row]:
    key = inspect(table).primary_key[0]
    return list(db.session.scalars(select(table).order_by(key)))


@dataclass
class Snapshot:
    """What stands in the database."""

    world: World

    def __post_init__(self) -> None:
        with self.world.reading():
            self.boards = _all(Board)
            self.threads = _all(Thread)
            self.posts = _all(Post)
            self.revisions = _all(Revision)
            self.quotes = _all(Quote)
            self.stubs = _all(ThreadStub)
            self.tags = _all(ThreadTag)
            self.members = _all(Member)
            self.cases = _all(Reviewable)
            self.flags = _all(Flag)
            self.decisions = _all(Decision)
            self.actions = _all(ModAction)
            self.statements = _all(Statement)
            self.appeals = _all(Appeal)
            self.log = _all(AuditEvent)
            self.jobs = _all(Job)
            self.weeks = _all(ListedWeek)
            self.listed = _all(ListedAct)

    @cached_property
    def thread(self) -> dict[int, Thread]:
        """The threads by their keys."""
        return {one.id: one for one in self.threads}

    @cached_property
    def post(self) -> dict[int, Post]:
        """The posts by their keys."""
        return {one.id: one for one in self.posts}

    @cached_property
    def decision(self) -> dict[int, Decision]:
        """The decisions by their keys."""
        return {one.id: one for one in self.decisions}

    @cached_property
    def posts_in(self) -> dict[int, list[Post]]:
        """The posts of each thread that has any, in the order of their places."""
        found: dict[int, list[Post]] = {}
        for post in sorted(self.posts, key=lambda one: (one.number or 0, one.id)):
            found.setdefault(post.thread_id, []).append(post)
        return found

    @cached_property
    def wording(self) -> dict[int, Revision]:
        """The present wording of each post."""
        present = {one.id: one.revision for one in self.posts}
        return {
            one.post_id: one
            for one in self.revisions
            if present[one.post_id] == one.number
        }
