"""What a search finds: posts that this viewer can read, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    false,
    func,
    literal,
    select,
    union_all,
)

from forum.boards.models import Board, Post, PostState, Thread, ThreadTag
from forum.boards.queries.reach import readable_by
from forum.core.answers import NotFound
from forum.core.db import db
from forum.core.paging import PAGE_SIZE, Page
from forum.core.patience import TookTooLong, for_at_most
from forum.images.models import Image
from forum.images.queries import FILES
from forum.members.models import Member
from forum.members.viewers import Viewer
from forum.reactions.queries import ignores_author
from forum.search.excerpts import excerpt, marked
from forum.search.queries.index import index
from forum.search.rules import RESULTS_MAX, Asked, Filters
from forum.search.words import cleaned, readable

PATIENCE = timedelta(seconds=3)
"""A search that takes longer is given up: others want to read meanwhile."""
TITLES_MAX = 200
"""So many hits in titles come first, however old; of the rest the newest count."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that was found, as a line of the results."""

    post_id: int
    title: Markup
    excerpt: Markup
    board: str
    number: int
    by: str
    posted_at: datetime
    is_locked: bool
    is_answered: bool
    is_ignored: bool = False
    """Whether who looks ignores its author: then nothing of its words is shown."""


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found."""

    hits: tuple[Hit, ...] = ()
    page: Page = field(default_factory=lambda: Page(1, 0))
    are_more: bool = False
    """Whether more was found than is shown."""
    took_too_long: bool = False
    """Whether it was given up, so that nothing is known."""


def found(asked: Asked, viewer: Viewer, page: int) -> Results:
    """Return a page of results. One query, none if nothing was asked for."""
    if asked.is_empty or (asked.left_out and not asked.clauses):
        return Results()
    try:
        with for_at_most(PATIENCE):
            rows = db.session.execute(_page(asked, viewer, page)).all()
    except TookTooLong:
        return Results(took_too_long=True)
    if not rows and page > 1:
        raise NotFound
    total = rows[0].total if rows else 0
    return Results(
        tuple(_hit(row, asked) for row in rows),
        Page(page, min(total, RESULTS_MAX)),
        total >= RESULTS_MAX,
    )


def _page(asked: Asked, viewer: Viewer, page: int) -> Select[Any]:
    """Choose the posts of one page, then read only these."""
    hits = _candidates(asked, viewer).subquery("hits")
    order: list[ColumnElement[Any]] = [hits.c.id.desc()]
    if not asked.newest_first:
        order = [hits.c.tier, hits.c.score, hits.c.id.desc()]
    first = (page - 1) * PAGE_SIZE
    left = max(0, min(PAGE_SIZE, RESULTS_MAX - first))
    chosen = (
        select(hits.c.id, func.count().over().label("total"))
        .add_columns(func.row_number().over(order_by=order).label("place"))
        .order_by(*order)
        .offset(first)
        .limit(left)
        .subquery("chosen")
    )
    return (
        select(Post.id, Post.html, Post.number, Post.posted_at, Thread.title)
        .add_columns(Thread.locked_at, Thread.answer_id, Board.name, Member.handle)
        .add_columns(chosen.c.total, _is_ignored(viewer).label("ignored"))
        .join(chosen, chosen.c.id == Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .join(Member, Member.id == Post.author_id)
        .order_by(chosen.c.place)
    )


def _is_ignored(viewer: Viewer) -> ColumnElement[bool]:
    """Say whether who looks does not want to read a post's author."""
    if viewer.id is None:
        return false()
    return ignores_author(literal(viewer.id), Post.author_id.expression)


def _candidates(asked: Asked, viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """Choose what matches: hits in titles, and the newest of all others."""
    if not asked.clauses:
        return _by_filters(asked.filters, viewer)
    everything = _matching(asked, viewer, 1, in_title=False)
    if asked.newest_first or asked.filters.in_title:
        return everything
    titles = _matching(asked, viewer, 0, in_title=True).limit(TITLES_MAX)
    both = union_all(
        select(titles.subquery("titles")), select(everything.subquery("all"))
    ).subquery("both")
    return select(
        both.c.id,
        func.min(both.c.tier).label("tier"),
        func.min(both.c.score).label("score"),
    ).group_by(both.c.id)


def _matching(
    asked: Asked, viewer: Viewer, tier: int, *, in_title: bool
) -> Select[Any]:
    matches = index().matches(asked.wanted(in_title=in_title))
    rows = (
        select(matches.key.label("id"), literal(tier, Integer).label("tier"))
        .add_columns(matches.score.label("score"))
        .select_from(matches.rows)
        .join(Post, Post.id == matches.key)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .where(matches.condition, *_found_by(viewer), *_narrowed(asked.filters))
    )
    return rows.order_by(matches.key.desc()).limit(RESULTS_MAX)


def _by_filters(filters: Filters, viewer: Viewer) -> Select[int, int, int]:
    """Choose posts by filters alone: whole threads, unless single posts are meant."""
    nothing = literal(0, Integer)
    rows = (
        select(Post.id, nothing.label("tier"), nothing.label("score"))
        .join(Thread, Thread.id == Post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .where(*_found_by(viewer), *_narrowed(filters))
    )
    if not filters.are_about_posts:
        rows = rows.where(Post.number == 1)
    return rows.order_by(Post.id.desc()).limit(RESULTS_MAX)


def _found_by(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Return what holds for every post that a viewer finds."""
    return [
        Post.state == PostState.PUBLISHED,
        Thread.state == PostState.PUBLISHED,
        readable_by(viewer),
    ]


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    """Return what holds for every post that the filters leave."""
    narrow = [*_of_threads(filters), *_of_posts(filters)]
    for tag in filters.tags:
        tagged = select(ThreadTag.thread_id).where(ThreadTag.tag == tag)
        narrow.append(Thread.id.in_(tagged))
    return narrow


def _of_threads(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.board:
        yield Board.slug == filters.board
    if filters.has_answer:
        yield Thread.answer_id.is_not(None)
    if filters.status == "open":
        yield Thread.locked_at.is_(None)
    if filters.status == "locked":
        yield Thread.locked_at.is_not(None)


def _of_posts(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.by:
        yield Post.author_id.in_(_named(filters.by))
    if filters.before:
        yield Post.posted_at < _midnight(filters.before)
    if filters.after:
        yield Post.posted_at >= _midnight(filters.after)
    if filters.has_image:
        shown = (Image.post_id == Post.id) & Image.format.not_in(FILES)
        yield select(Image.id).where(shown).exists()
    if filters.in_title:
        yield Post.number == 1


def _named(handle: str) -> Select[int]:
    """Choose who has a name now; former members and former names find nobody."""
    return select(Member.id).where(
        Member.handle_key == handle, Member.is_former.is_(False)
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _hit(row: Any, asked: Asked) -> Hit:
    told = () if asked.filters.in_title else asked.clauses
    return Hit(
        row.id,
        marked(cleaned(row.title), asked.clauses),
        Markup() if row.ignored else excerpt(readable(row.html), told),
        row.name,
        row.number or 1,
        row.handle,
        row.posted_at,
        row.locked_at is not None,
        row.answer_id is not None,
        bool(row.ignored),
    )
