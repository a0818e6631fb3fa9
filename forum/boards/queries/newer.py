"""Whether something was written in a thread while somebody looks at it."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.queries.reach import readable_by
from forum.core.db import db
from forum.members.viewers import Viewer

COUNTED_MAX = 100


@dataclass(frozen=True, slots=True)
class Newer:
    """Posts that came after some number."""

    count: int
    first_id: int


def newer_posts(thread_id: int, after: int, viewer: Viewer) -> Newer | None:
    """Return what others read in a thread behind a post, if anything. One query."""
    found = db.session.scalars(
        select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .where(
            Thread.id == thread_id,
            Thread.state == PostState.PUBLISHED,
            readable_by(viewer),
            Post.number > after,
            Post.state == PostState.PUBLISHED,
        )
        .order_by(Post.number)
        .limit(COUNTED_MAX)
    ).all()
    return Newer(len(found), found[0]) if found else None
