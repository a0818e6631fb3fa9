"""Moving a thread to another board, and keeping it on top of one for a time."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from forum.boards.models import Board, PostState, Thread, ThreadStub
from forum.boards.news import moving
from forum.core.db import change_rows, db, locked

STUB_LASTS = timedelta(days=30)


def move(thread_id: int, board_id: int, stub_until: datetime | None = None) -> Thread:
    """Put a thread on another board; its address stays.

    Until the given time the board that it left says where it went.
    """
    source_id = db.session.get_one(Thread, thread_id).board_id
    boards = {key: locked(Board, key) for key in sorted({source_id, board_id})}
    thread = locked(Thread, thread_id)
    left_id = thread.board_id
    for tell in moving:
        tell(thread_id, left_id)
    if thread.state is PostState.PUBLISHED:
        boards[left_id].thread_count -= 1
        boards[board_id].thread_count += 1
    thread.board_id = board_id
    thread.note_changed()
    _note_stub(thread, left_id, stub_until)
    db.session.flush()
    return thread


def pin(thread_id: int, pinned: bool, until: datetime | None = None) -> Thread:
    """Keep a thread on top of its board for a time, or let it go its way again."""
    thread = locked(Thread, thread_id)
    thread.pinned, thread.pinned_until = pinned, until if pinned else None
    thread.note_changed()
    return thread


def end_pins(now: datetime) -> int:
    """Let go of threads whose time on top of their board is over."""
    over = select(Thread.id).where(Thread.pinned.is_(True), Thread.pinned_until <= now)
    keys = db.session.scalars(over.order_by(Thread.id)).all()
    for key in keys:
        pin(key, pinned=False)
    return len(keys)


def forget_stubs(now: datetime) -> int:
    """Delete lines about threads that moved away long enough ago."""
    return change_rows(delete(ThreadStub).where(ThreadStub.until <= now))


def _note_stub(thread: Thread, left_id: int, until: datetime | None) -> None:
    """Say on one board that the thread left, and on none that it left to itself."""
    here = ThreadStub.board_id.in_([thread.board_id, left_id])
    db.session.execute(
        delete(ThreadStub).where(ThreadStub.thread_id == thread.id, here)
    )
    if until is not None and left_id != thread.board_id:
        stub = ThreadStub(thread_id=thread.id, board_id=left_id, until=until)
        db.session.add(stub)
