"""What a member is told: how much is new, and the page of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import url_for
from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    case,
    distinct,
    func,
    select,
)

from forum.announcements.models import Announcement
from forum.boards.models import Post, Thread
from forum.boards.queries.reach import CIRCLES, Circle, circle_of
from forum.core.answers import NotFound
from forum.core.db import db
from forum.core.paging import PAGE_SIZE, Page
from forum.members.models import Member
from forum.notifications.models import Kind, Notification
from forum.notifications.news import Named, Source, sources
from forum.notifications.queries.conditions import is_new, is_shown, with_posts
from forum.notifications.rules import ABOUT_POSTS, said_of

IN_THREADS = (*ABOUT_POSTS, Kind.HELD)


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened in one thread, or one thing that is no post."""

    said: str
    url: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A page of what a member is told, newest first."""

    entries: tuple[Entry, ...]
    page: Page
    up_to: int
    """The newest of all notifications, to be marked as read with what is older."""


GROUP: ColumnElement[int] = func.coalesce(Thread.id, -Notification.id)
"""What is shown as one: all of a thread, or one thing that is no post."""


def count_new(member: Member) -> int:
    """Return how many threads and other things are new for a member. One query."""
    new = _count_of_new(circle_of(member), tuple(sources))
    return db.session.scalar(new, {"member": member.id}) or 0


@lru_cache(CIRCLES)
def _count_of_new(circle: Circle, others: tuple[Source, ...]) -> Select[int]:
    """Put together once what every page of a `member` asks."""
    asked = select(func.count(distinct(GROUP))).select_from(Notification)
    return with_posts(asked, or_none=True).where(
        Notification.member_id == bindparam("member"),
        is_shown(circle, others),
        is_new(others),
    )


def told_to(member: Member, page: int) -> Told:
    """Return a page of what a member is told.

    Two queries, and one more for each kind on it that is no post.
    """
    others = tuple(sources)
    shown = is_shown(circle_of(member), others)
    theirs = (Notification.member_id == member.id, shown)
    counted = select(func.count(distinct(GROUP)), func.max(Notification.id))
    total, newest = db.session.execute(
        with_posts(counted.select_from(Notification), or_none=True).where(*theirs)
    ).one()
    numbered = Page(page, total)
    if page > numbered.last:
        raise NotFound
    rows = db.session.execute(
        with_posts(_grouped(others), or_none=True)
        .where(*theirs)
        .group_by(GROUP, Thread.id, Thread.title)
        .order_by(func.max(Notification.id).desc())
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    names = _names(rows)
    return Told(
        tuple(filter(None, (_entry(row, names) for row in rows))),
        numbered,
        newest or 0,
    )


def _grouped(others: Sequence[Source]) -> Select[*tuple[Any, ...]]:
    new = is_new(others)
    counts = [
        func.sum(case((Notification.kind == kind, what), else_=0)).label(
            f"{name}_{kind}"
        )
        for name, what in (("new", case((new, 1), else_=0)), ("all", 1))
        for kind in IN_THREADS
    ]
    return select(
        Thread.id.label("thread_id"),
        Thread.title,
        func.max(Notification.at).label("at"),
        func.max(Notification.kind).label("kind"),
        func.max(Notification.reference).label("reference"),
        func.max(case((new, 1), else_=0)).label("is_new"),
        func.min(case((new, Post.id))).label("first_new"),
        func.max(Post.id).label("last"),
        *counts,
    ).select_from(Notification)


def _entry(row: Row[Any], names: Mapping[tuple[Kind, int], Named]) -> Entry | None:
    if row.thread_id is None:
        named = names.get((row.kind, row.reference))
        if named is None:
            return None
        return Entry(named.said, named.url, row.at, bool(row.is_new))
    which = "new" if row.is_new else "all"
    counts = {kind: getattr(row, f"{which}_{kind}") for kind in IN_THREADS}
    url = url_for("boards.post", post_id=row.first_new or row.last)
    said = said_of(counts, row.title, is_new=bool(row.is_new))
    return Entry(said, url, row.at, bool(row.is_new))


def _names(rows: Sequence[Row[Any]]) -> dict[tuple[Kind, int], Named]:
    """Return what things say that are no posts; asked only for kinds that are there."""
    wanted: dict[Kind, list[int]] = {}
    for row in rows:
        if row.thread_id is None and row.reference is not None:
            wanted.setdefault(row.kind, []).append(row.reference)
    found = {}
    for kind, references in wanted.items():
        for key, named in _named(kind, references).items():
            found[kind, key] = named
    return found


def _named(kind: Kind, references: list[int]) -> Mapping[int, Named]:
    if kind is Kind.ANNOUNCEMENT:
        rows = db.session.execute(
            select(Announcement.id, Announcement.title).where(
                Announcement.id.in_(references)
            )
        )
        return {
            key: Named(f"Announcement: {title}", url_for("boards.index"))
            for key, title in rows
        }
    asked = next((one for one in sources if kind in one.kinds), None)
    return {} if asked is None else asked.named(references)
