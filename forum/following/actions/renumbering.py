"""How far members read, when posts get other numbers or go to other threads."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from forum.boards.models import Post, PostState, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.following import rules
from forum.following.models import ReadBoard, ReadUpTo

Places = Mapping[int, Sequence[Post]]
Pointers = dict[tuple[int, int], tuple[int, datetime]]
"""How far each member read each thread, and when."""


def keep_board_read(thread_id: int, board_id: int) -> None:
    """Let what counts as read because its board was marked stay so elsewhere."""
    marks = db.session.execute(
        select(ReadBoard.member_id, ReadBoard.at, func.max(Post.number))
        .join(Post, Post.published_at <= ReadBoard.at)
        .where(
            ReadBoard.board_id == board_id,
            ReadBoard.at > utcnow() - rules.NEW_FOR,
            Post.thread_id == thread_id,
        )
        .group_by(ReadBoard.member_id, ReadBoard.at)
    ).all()
    if not marks:
        return
    standing = _pointers([thread_id])
    for member_id, at, number in marks:
        known, _ = standing.get((member_id, thread_id), (0, at))
        if number is not None and number > known:
            standing[member_id, thread_id] = number, at
    _put([thread_id], standing)


def renumber(before: Places, after: Places) -> None:
    """Let how far members read follow posts that get other numbers.

    Nothing new is ever taken for read. A post that was read and comes to stand behind
    a new one counts as new again.
    """
    for thread_id in before:
        board = select(Thread.board_id).where(Thread.id == thread_id)
        keep_board_read(thread_id, db.session.scalars(board).one())
    standing, settled = _pointers(list(before)), _settled(before)
    moved: Pointers = {}
    for member_id in {member for member, _ in standing}:
        theirs = {key: standing.get((member_id, key)) for key in before}
        read = settled | _read(member_id, before, theirs)
        at = max(row[1] for row in theirs.values() if row is not None)
        for thread_id, posts in after.items():
            if count := rules.read_in_row([one.id for one in posts], read):
                moved[member_id, thread_id] = count, at
    _put([*before, *after], moved)


def _read(
    member_id: int, places: Places, theirs: Mapping[int, tuple[int, datetime] | None]
) -> set[int]:
    """Return what a member has read of some threads, or wrote there."""
    found = set()
    for thread_id, posts in places.items():
        number, _ = theirs[thread_id] or (0, None)
        for one in posts:
            if (one.number or 0) <= number or one.author_id == member_id:
                found.add(one.id)
    return found


def _settled(places: Places) -> set[int]:
    """Return the posts that are new to nobody: old ones, and what nobody reads."""
    old = utcnow() - rules.NEW_FOR
    return {
        one.id
        for posts in places.values()
        for one in posts
        if one.state is not PostState.PUBLISHED
        or (one.published_at is not None and one.published_at <= old)
    }


def _pointers(threads: Sequence[int]) -> Pointers:
    """Hold how far members read some threads."""
    rows = db.session.scalars(
        select(ReadUpTo)
        .where(ReadUpTo.thread_id.in_(threads))
        .order_by(ReadUpTo.member_id, ReadUpTo.thread_id)
        .with_for_update()
    )
    return {(one.member_id, one.thread_id): (one.number, one.read_at) for one in rows}


def _put(threads: Sequence[int], standing: Pointers) -> None:
    """Keep these and nothing else about some threads."""
    db.session.execute(delete(ReadUpTo).where(ReadUpTo.thread_id.in_(threads)))
    rows = [
        {"member_id": member, "thread_id": thread, "number": number, "read_at": at}
        for (member, thread), (number, at) in standing.items()
    ]
    if rows:
        db.session.execute(insert(ReadUpTo), rows)
