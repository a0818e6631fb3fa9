"""A forum in which anybody may do anything, at times that only go forward."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, inspect, select

from forum.boards.drafts import Cleared, Draft, clear
from forum.boards.models import Post, Revision
from forum.core.answers import Busy, Gone, NotFound, Refused, Stale
from forum.core.clock import utcnow
from forum.core.db import Base, db
from forum.core.jobs import run_due, schedule
from forum.disclosure import Registered
from forum.members.models import Member, Role
from forum.warnings import Choice, Settled, places_in, settle
from moderation import actions
from moderation.models import FlagReason, Reviewable, ReviewStatus
from tests.boards.acts import PHONE
from tests.systems.cards import card
from tests.world import World

NO = (Refused, Busy, Stale, NotFound, Gone)
"""Answers that everybody has to reckon with; nothing is done then."""
WORKS_MAX = 60
PACE = 9
SECRET = re.compile(r"\bsecret\d+word\b")
Row = TypeVar("Row", bound=Base)
Deed = Callable[["Course", int, int, int], str]
"""Does something to what three numbers choose; returns what that was."""


@dataclass
class Course:
    """What happens in one forum, one thing after another."""

    world: World
    now: datetime = field(default_factory=utcnow)
    told: int = 0
    done: Counter[str] = field(default_factory=Counter)
    """How often each deed was done and not refused."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """What came of them."""
    destroyed: set[str] = field(default_factory=set)
    """Words that must stand nowhere any more."""
    is_new: bool = True
    """Whether something was done since it was last looked at."""

    def begin(self) -> None:
        """Make people, posts of which some wait for a decision, and a system card."""
        for handle in ("mo_mod", "max_mod"):
            self.world.member(handle, Role.MODERATOR)
        self.world.member("ada_op", Role.ADMINISTRATOR)
        self.world.member("newt", is_new=True)
        self.world.member("lee")
        thread = self.world.thread("ken", body=self.words())
        post = self.world.reply(thread, "rosa", self.words())
        self.world.reply(thread, "newt", self.words())
        self.world.thread("ivy", body=self.words(), board="care")
        card(self.world, "ken")
        with self.world.writing():
            actions.flag_by_guest(post, FlagReason.SPAM, "", self.now)
        with self.world.reading():
            schedule(self.now)

    def do(self, deed: Deed, who: int, which: int, how: int) -> None:
        """Do something in a transaction, unless it is refused."""
        self.now += timedelta(minutes=1 + how % PACE)
        try:
            with self.world.writing():
                came = deed(self, who, which, how)
        except NO:
            return
        self._note(deed, came)

    def run(self, deed: Deed, who: int, which: int, how: int) -> None:
        """Do something that opens its own transactions, unless it is refused."""
        self.now += timedelta(minutes=1 + how % PACE)
        self.is_new = True
        try:
            came = deed(self, who, which, how)
        except NO:
            return
        self._note(deed, came)

    def work(self) -> None:
        """Let the worker do what is due by now."""
        for _ in range(WORKS_MAX):
            with self.world.reading():
                if not run_due(self.now):
                    return
        raise AssertionError("the jobs never end")

    def words(self) -> str:
        """Return a line that gives a number away and has a word of its own."""
        self.told += 1
        return f"Text {self.told}: call me at {PHONE}, it is secret{self.told}word."

    def cleared(self, body: str, choice: Choice = Choice.KEEP, **more: Any) -> Cleared:
        """Decide about everything in a draft in one way."""
        draft = Draft(body, **more)
        places = places_in(draft.texts, Registered())
        chosen = dict.fromkeys(range(len(places)), choice)
        done = settle(draft.texts, places, chosen)
        assert isinstance(done, Settled)
        return clear(draft, done)

    def line(self, post: Post) -> str:
        """Return the last line of a post as it reads now."""
        return self.wording(post).body.strip().split("\n")[-1]

    def secrets(self, post: Post) -> tuple[str, ...]:
        """Return the words of its own that a post says outside of quotations."""
        return tuple(SECRET.findall(self.line(post)))

    def wording(self, post: Post) -> Revision:
        """Return how a post reads now."""
        present = Revision.number == post.revision
        return db.session.scalars(
            select(Revision).where(Revision.post_id == post.id, present)
        ).one()

    def waiting(self, which: int, *about: ColumnElement[bool]) -> Reviewable:
        """Return a case, one that is open if there is any."""
        is_open = Reviewable.status == ReviewStatus.OPEN
        try:
            return self.one(Reviewable, which, is_open, *about)
        except NotFound:
            return self.one(Reviewable, which, *about)

    def member(self, which: int) -> Member:
        """Return somebody who is no moderator, most often."""
        plain = (Member.role == Role.MEMBER, Member.is_former.is_(False))
        return self.one(Member, which, *(plain if which % 4 else ()))

    def staff(self, which: int) -> Member:
        """Return a moderator or the administrator."""
        return self.one(Member, which, Member.role != Role.MEMBER)

    def admin(self) -> Member:
        """Return who runs the forum."""
        return self.one(Member, 0, Member.role == Role.ADMINISTRATOR)

    def one(self, table: type[Row], which: int, *where: ColumnElement[bool]) -> Row:
        """Return one of the rows of a table for which something holds."""
        key = inspect(table).primary_key[0]
        rows = db.session.scalars(select(table).where(*where).order_by(key)).all()
        if not rows:
            raise NotFound
        return rows[which % len(rows)]

    def _note(self, deed: Deed, came: str) -> None:
        self.is_new = True
        self.done[deed.__name__] += 1
        self.outcomes[came] += 1
