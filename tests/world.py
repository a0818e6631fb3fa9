"""A small world for tests: valid members, threads and posts, in words."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import cache
from typing import Any, TypeVar

from flask import Flask, url_for
from sqlalchemy import select

from forum.boards import actions as boards
from forum.boards.drafts import Cleared, Draft, clear
from forum.boards.models import Board, Post, Thread
from forum.boards.rules import slug_of
from forum.core.clock import utcnow
from forum.core.db import Base, db, transaction
from forum.core.jobs import run_due
from forum.disclosure import Registered
from forum.members import actions as members
from forum.members.models import Member, Role
from forum.members.registry import actions as accounts
from forum.members.registry.hashing import hashed
from forum.members.sessions import FORM_TOKEN, key_of
from forum.privacy.actions import note_posting
from forum.warnings import Choice, Settled, places_in, settle
from tests.browser import PASSWORD
from tests.mail.valid import faults

Row = TypeVar("Row", bound=Base)
TITLE = "First full year in Vermont: is 1,154 kWh/kWp fair?"
BODY = "Our first twelve months are complete. Tilt 35 degrees, some snow, no shade."
JOBS_MAX = 60


@cache
def password_hash() -> str:
    """Return the hash of everybody's password, computed once."""
    return hashed(PASSWORD)


class Outbox:
    """Takes mail as a mail server would, and keeps it for the test."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        """Take a message, held to every rule for mail."""
        assert faults(message) == []
        self.mails.append(message)

    def to(self, address: str) -> list[EmailMessage]:
        """Return what was sent to somebody."""
        return [mail for mail in self.mails if mail["To"] == address]


def words_of(mail: EmailMessage) -> str:
    """Return the plain words of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text


@dataclass
class World:
    """Makes things happen through the ordinary actions."""

    app: Flask
    outbox: Outbox = field(default_factory=Outbox)

    def member(
        self,
        handle: str,
        role: Role = Role.MEMBER,
        *,
        is_new: bool = False,
        has_acknowledged: bool = True,
        name: str = "",
    ) -> int:
        """Make a member who has been here for a while, unless they are new."""
        at = utcnow() - timedelta(days=0 if is_new else 100)
        with self.writing():
            return self.joined(
                handle,
                role,
                at=at,
                is_new=is_new,
                has_acknowledged=has_acknowledged,
                name=name,
            ).id

    def joined(
        self,
        handle: str,
        role: Role = Role.MEMBER,
        *,
        at: datetime,
        is_new: bool = False,
        has_acknowledged: bool = True,
        name: str = "",
    ) -> Member:
        """Make a member within a transaction that is open already."""
        asked = accounts.Asked(
            name or f"{handle.title()} Testperson",
            f"{handle}@example.com",
            handle,
            password_hash(),
        )
        member = accounts.open_account(asked, role, at)
        if not is_new:
            members.vouch(member.id, at)
        if has_acknowledged:
            note_posting(member.id, at)
        return member

    def session_of(self, member: int) -> str:
        """Sign a member in, past the form and its costly hash; return the cookie."""
        token = secrets.token_urlsafe(32)
        with self.writing():
            content = {FORM_TOKEN: secrets.token_urlsafe(24)}
            members.begin_session(key_of(token), member, content, utcnow())
        return token

    def thread(
        self,
        by: str = "ken",
        *,
        title: str = TITLE,
        body: str = BODY,
        board: str = "performance",
        at: datetime | None = None,
        tags: tuple[str, ...] = (),
    ) -> int:
        """Open a thread and return its key; its author is made if need be."""
        author = self.known(by)
        with self.writing():
            place = db.session.scalars(select(Board).where(Board.slug == board)).one()
            draft = Draft(body, title, tags)
            done = boards.open_thread(author, place.id, settled(draft), self._at(at))
            return done.post.thread_id

    def reply(
        self, thread: int, by: str = "ivy", body: str = BODY, at: datetime | None = None
    ) -> int:
        """Reply to a thread; return the post's key."""
        author = self.known(by)
        with self.writing():
            done = boards.reply(author, thread, settled(Draft(body)), self._at(at))
            return done.post.id

    def opening_post(self, thread: int) -> int:
        """Return the key of a thread's first post."""
        with self.reading():
            first = select(Post.id).where(Post.thread_id == thread, Post.number == 1)
            return db.session.scalars(first).one()

    def url(self, thread: int) -> str:
        """Return the address of a thread."""
        found = self.row(Thread, thread)
        return f"/t/{thread}/{slug_of(found.title)}"

    def row(self, model: type[Row], key: object) -> Row:
        """Return a row as it is stored now."""
        with self.reading():
            return db.session.get_one(model, key, populate_existing=True)

    def rows(self, model: type[Row]) -> list[Row]:
        """Return all rows of a table."""
        with self.reading():
            return list(db.session.scalars(select(model)))

    def member_id(self, handle: str) -> int:
        """Return the key of a member."""
        with self.reading():
            named = select(Member.id).where(Member.handle == handle)
            return db.session.scalars(named).one()

    def run_jobs(self, later: timedelta = timedelta()) -> None:
        """Let the worker do all that is due, now or some time later."""
        for _ in range(JOBS_MAX):
            with self.app.app_context():
                if not run_due(utcnow() + later):
                    return
        raise AssertionError("the jobs never end")

    def path(self, endpoint: str, **values: Any) -> str:
        """Return the address of a page."""
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open a transaction outside of any request."""
        with self.app.test_request_context(), transaction():
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Open a context to read in, outside of any request."""
        with self.app.app_context():
            yield

    def known(self, handle: str) -> int:
        """Return the key of a member, who is made if need be."""
        with self.reading():
            named = select(Member.id).where(Member.handle == handle)
            known = db.session.scalar(named)
        return known if known is not None else self.member(handle)

    def _at(self, at: datetime | None) -> datetime:
        """Long ago by default, so that nobody has to wait before the next post."""
        return at or utcnow() - timedelta(hours=3)


def settled(draft: Draft) -> Cleared:
    """Settle a draft as somebody would who keeps everything public."""
    places = places_in(draft.texts, Registered())
    choices = dict.fromkeys(range(len(places)), Choice.KEEP)
    outcome = settle(draft.texts, places, choices)
    assert isinstance(outcome, Settled)
    return clear(draft, outcome)
