"""Figures about the boards by day, counted when an administrator asks."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, select

from forum.admin.news import Span
from forum.boards.models import Board, BoardGroup, Post, Thread
from forum.core.db import db


@dataclass(frozen=True, slots=True)
class Day:
    """What was written on a day, and by how many."""

    threads: int
    posts: int
    active: int


def spans(today: date, count: int, zone: ZoneInfo) -> tuple[Span, ...]:
    """Return the last days as they begin and end where the forum is, oldest first."""
    first = today - timedelta(days=count - 1)
    edges = [
        datetime.combine(first + timedelta(days=number), time(), zone)
        for number in range(count + 1)
    ]
    return tuple(itertools.pairwise(edges))


def days(during: Sequence[Span], board_id: int | None) -> tuple[Day, ...]:
    """Return what was written on each day, on a board or on all. Two queries."""
    posts = [_posted(span) for span in during]
    counted = [func.count(case((inside, Post.id))) for inside in posts]
    people = [func.count(case((inside, Post.author_id)).distinct()) for inside in posts]
    written = _one(
        select(*counted, *people)
        .join(Thread, Thread.id == Post.thread_id)
        .where(_was_posted(during)),
        board_id,
    )
    opened = _one(
        select(
            *(
                func.count(case((_between(Thread.opened_at, span), Thread.id)))
                for span in during
            )
        ).where(Thread.last_number > 0, _within(Thread.opened_at, during)),
        board_id,
    )
    number = len(during)
    return tuple(
        Day(threads, posted, active)
        for threads, posted, active in zip(
            opened, written[:number], written[number:], strict=True
        )
    )


def board_totals(during: Sequence[Span]) -> list[tuple[Board, int, int, int]]:
    """Return threads, posts and people of each board in some days. Three queries."""
    posts = {
        key: (count, people)
        for key, count, people in db.session.execute(
            select(Thread.board_id, func.count(), func.count(Post.author_id.distinct()))
            .join(Thread, Thread.id == Post.thread_id)
            .where(_was_posted(during))
            .group_by(Thread.board_id)
        )
    }
    begun = (
        select(Thread.board_id, func.count())
        .where(Thread.last_number > 0, _within(Thread.opened_at, during))
        .group_by(Thread.board_id)
    )
    threads = dict(db.session.execute(begun).all())
    ordered = (
        select(Board)
        .join(BoardGroup, BoardGroup.id == Board.group_id)
        .order_by(BoardGroup.position, Board.position, Board.id)
    )
    return [
        (board, threads.get(board.id, 0), *posts.get(board.id, (0, 0)))
        for board in db.session.scalars(ordered)
    ]


def _one(wanted: Any, board_id: int | None) -> Sequence[int]:
    if board_id is not None:
        wanted = wanted.where(Thread.board_id == board_id)
    found: Sequence[int] = tuple(db.session.execute(wanted).one())
    return found


def _posted(span: Span) -> ColumnElement[bool]:
    return _between(Post.published_at, span)


def _was_posted(during: Sequence[Span]) -> ColumnElement[bool]:
    return and_(Post.number.is_not(None), _within(Post.published_at, during))


def _between(moment: Any, span: Span) -> ColumnElement[bool]:
    return and_(moment >= span[0], moment < span[1])


def _within(moment: Any, during: Sequence[Span]) -> ColumnElement[bool]:
    return _between(moment, (during[0][0], during[-1][1]))
