"""Threads about the same as one that is read, in one column of its own query."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, ScalarSelect, Text, case, cast, func, select
from sqlalchemy.orm import aliased

from forum.boards import rules
from forum.boards.alike import ThreadAlike
from forum.boards.models import Board, PostState, Thread
from forum.boards.news import Like
from forum.boards.queries.reach import Circle, readable_in

AT_MOST = 5
_BETWEEN, _INSIDE = "\x1e", "\x1f"
"""No title has such signs: they were made for this."""
Other = aliased(Thread, name="other")
Place = aliased(Board, name="other_board")


def alike(circle: Circle) -> ScalarSelect[str | None]:
    """Return the threads alike that a circle reads, as one column for `likes`."""
    parts = (
        ThreadAlike.place,
        Other.id,
        Other.reply_count,
        case((Other.answer_id.is_(None), 0), else_=1),
    )
    row: ColumnElement[str] = func.replace(Other.title, _BETWEEN, " ")
    for part in reversed(parts):
        row = cast(part, Text) + _INSIDE + row
    return (
        select(func.aggregate_strings(row, _BETWEEN))
        .select_from(ThreadAlike)
        .join(Other, Other.id == ThreadAlike.other_id)
        .join(Place, Place.id == Other.board_id)
        .where(
            ThreadAlike.thread_id == Thread.id,
            Other.state == PostState.PUBLISHED,
            Other.merged_into.is_(None),
            readable_in(circle, Place),
        )
        .correlate(Thread)
        .scalar_subquery()
    )


def likes(column: str | None) -> tuple[Like, ...]:
    """Return the first five of what `alike` found, the likest first."""
    return tuple(like for _, like in sorted(_read(column or ""), key=_place)[:AT_MOST])


def _read(column: str) -> Iterator[tuple[int, Like]]:
    for row in filter(None, column.split(_BETWEEN)):
        place, key, replies, answered, title = row.split(_INSIDE, 4)
        slug = rules.slug_of(title)
        yield int(place), Like(int(key), slug, title, int(replies), answered == "1")


def _place(one: tuple[int, Like]) -> int:
    return one[0]
