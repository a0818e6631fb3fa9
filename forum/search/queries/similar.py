"""Threads whose titles are about the same as another's."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, case, or_, select

from forum.boards.alike import ThreadAlike
from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.news import Like
from forum.boards.queries.reach import readable_by
from forum.boards.rules import slug_of
from forum.core.db import db
from forum.members.viewers import Viewer
from forum.search.queries.index import index
from forum.search.rules import Wanted, similar_to

AT_MOST = 5
LOOKED_AT = 200
"""The newest threads with a word of the title, among which the likest are found."""


def similar_threads(title: str, viewer: Viewer, *, board: str = "") -> tuple[Like, ...]:
    """Return up to five threads about the same that a viewer reads. One query.

    Threads of the same board come first.
    """
    wanted = similar_to(title)
    if not wanted.groups:
        return ()
    rows = db.session.execute(
        _likest(wanted, board)
        .add_columns(Thread.title, Thread.reply_count, Thread.answer_id)
        .where(readable_by(viewer))
        .limit(AT_MOST)
    )
    return tuple(
        Like(key, slug_of(title), title, replies, answer is not None)
        for key, title, replies, answer in rows
    )


def alike_to(thread: Thread, board: str) -> list[int]:
    """Return the threads about the same as one, the likest first. One query, or none.

    Up to five for each circle of readers, so that whoever reads it finds five.
    """
    wanted = similar_to(thread.title)
    if not wanted.groups:
        return []
    rows = _likest(wanted, board).add_columns(Board.read).where(Thread.id != thread.id)
    chosen: list[int] = []
    of_circle: Counter[Any] = Counter()
    for key, circle in db.session.execute(rows):
        if of_circle[circle] < AT_MOST:
            of_circle[circle] += 1
            chosen.append(key)
    return chosen


def alike_around(thread_id: int, at_most: int) -> Iterator[int]:
    """Return threads that a thread is said to be alike, either way. One query."""
    pairs = select(ThreadAlike.thread_id, ThreadAlike.other_id).where(
        or_(ThreadAlike.thread_id == thread_id, ThreadAlike.other_id == thread_id)
    )
    for one, other in db.session.execute(pairs.limit(at_most)):
        yield other if one == thread_id else one


def _likest(wanted: Wanted, board: str) -> Select[int]:
    """Choose public threads by their titles, those of a board and the likest first."""
    matches = index().matches(wanted)
    some = (
        select(matches.key.label("id"), matches.weighed.label("score"))
        .select_from(matches.rows)
        .where(matches.condition)
        .order_by(matches.key.desc())
        .limit(LOOKED_AT)
        .subquery("some")
    )
    here = case((Board.slug == board, 0), else_=1)
    return (
        select(Thread.id)
        .join(Post, Post.thread_id == Thread.id)
        .join(some, some.c.id == Post.id)
        .join(Board, Board.id == Thread.board_id)
        .where(Post.number == 1, Thread.state == PostState.PUBLISHED)
        .order_by(here, some.c.score, Thread.id.desc())
    )
