"""Threads that left a board lately: the board still says where they are."""

from datetime import datetime

from sqlalchemy import Exists, select

from forum.boards import rules
from forum.boards.models import Board, PostState, Thread, ThreadStub
from forum.boards.pages import Moved
from forum.boards.queries.reach import readable_by
from forum.core.db import db
from forum.members.viewers import Viewer

SHOWN = 20


def has_stubs() -> Exists:
    """Say, within a query of boards, whether threads left one of them."""
    return (
        select(ThreadStub.thread_id)
        .where(ThreadStub.board_id == Board.id)
        .correlate(Board)
        .exists()
    )


def moved_from(board_id: int, viewer: Viewer, now: datetime) -> tuple[Moved, ...]:
    """Return threads that left a board, as far as this viewer reads them. One query."""
    rows = db.session.execute(
        select(Thread, Board)
        .join(ThreadStub, ThreadStub.thread_id == Thread.id)
        .join(Thread.board)
        .where(
            ThreadStub.board_id == board_id,
            ThreadStub.until > now,
            Thread.state == PostState.PUBLISHED,
            readable_by(viewer),
        )
        .order_by(ThreadStub.until.desc(), Thread.id.desc())
        .limit(SHOWN)
    )
    return tuple(
        Moved(
            thread.id,
            rules.slug_of(thread.title),
            thread.title,
            board.name,
            board.slug,
        )
        for thread, board in rows
    )
