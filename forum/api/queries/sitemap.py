"""Which threads everybody can read, in parts that go by their keys.

A part is a range of keys, so that each is found without counting what stands before
it, and a thread never wanders into another part.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import Select, func, select

from forum.api.rules import URLS_MAX
from forum.boards.models import Audience, Board, Post, PostState, Thread
from forum.boards.rules import slug_of
from forum.core.db import db
from forum.members.models import Member

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class SitemapPart:
    """One file of the sitemap: its number, and when a thread in it changed last."""

    number: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A thread that search engines may list."""

    id: int
    slug: str
    changed_at: datetime


def parts() -> list[SitemapPart]:
    """Return the parts in which there is a thread to list. One query."""
    number = (Thread.id - 1) // URLS_MAX
    edited = _edited().subquery()
    newest = (func.max(Thread.active_at), func.max(edited.c.at))
    rows = db.session.execute(
        _listed(select(number, *newest))
        .outerjoin(edited, edited.c.thread_id == Thread.id)
        .group_by(number)
        .order_by(number)
    )
    return [
        SitemapPart(part + 1, max(active_at, edited_at or active_at))
        for part, active_at, edited_at in rows
    ]


def threads_of(part: int) -> list[Found]:
    """Return the threads of a part; an edit or a redaction counts as a change.

    One query.
    """
    first = (part - 1) * URLS_MAX + 1
    of_part = (first, first + URLS_MAX - 1)
    edited = _edited().where(Post.thread_id.between(*of_part)).subquery()
    rows = db.session.execute(
        _listed(select(Thread.id, Thread.title, Thread.active_at, edited.c.at))
        .outerjoin(edited, edited.c.thread_id == Thread.id)
        .where(Thread.id.between(*of_part))
        .order_by(Thread.id)
    )
    return [
        Found(key, slug_of(title), max(active_at, edited_at or active_at))
        for key, title, active_at, edited_at in rows
    ]


def _edited() -> Select[int, datetime | None]:
    """Choose when the words of a thread changed last, where any did."""
    return (
        select(Post.thread_id, func.max(Post.edited_at).label("at"))
        .where(Post.edited_at.is_not(None))
        .group_by(Post.thread_id)
    )


def _listed(asked: Select[*Columns]) -> Select[*Columns]:
    """Narrow a query to threads that everybody reads and their opener lets be found."""
    return (
        asked.join(Board, Board.id == Thread.board_id)
        .join(Member, Member.id == Thread.author_id)
        .where(
            Thread.state == PostState.PUBLISHED,
            Board.read == Audience.EVERYBODY,
            Member.skips_search.is_(False),
        )
    )
