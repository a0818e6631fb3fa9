"""Which reply answered a thread, whatever becomes of either."""

from datetime import datetime

from forum.boards.models import Post, Thread
from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import db, locked
from forum.members.models import Member
from forum.members.news import StaffDeed, staff_deeds
from forum.reactions import rules


def mark_answer(
    thread_id: int, post_id: int, by: Member | None = None, now: datetime | None = None
) -> None:
    """Say that a reply is the answer, in the place of another one perhaps.

    What a moderator says in a thread of somebody else stands in the log.
    """
    thread = locked(Thread, thread_id)
    post = db.session.get(Post, post_id, populate_existing=True)
    if not rules.can_answer(post, thread):
        raise Refused("This reply cannot be the answer: it is not there any more.")
    if thread.answer_id != post_id:
        thread.answer_id = post_id
        thread.note_changed()
        _logged("answer_marked", thread, post_id, by, now)


def take_mark_back(
    thread_id: int, by: Member | None = None, now: datetime | None = None
) -> None:
    """Say that no reply is the answer; twice does no harm."""
    thread = locked(Thread, thread_id)
    if thread.answer_id is not None:
        _logged("answer_unmarked", thread, thread.answer_id, by, now)
    _unmarked(thread)


def unmark(post: Post) -> None:
    """Take the mark off a reply that is not what it was when it got it."""
    thread = db.session.get_one(Thread, post.thread_id)
    if thread.answer_id == post.id:
        _unmarked(thread)


def settle_answers(one_id: int, other_id: int) -> None:
    """Let a marked reply be the answer where it stands now, after posts moved."""
    db.session.flush()
    threads = {key: db.session.get_one(Thread, key) for key in (one_id, other_id)}
    for thread in threads.values():
        if thread.answer_id is None:
            continue
        post = db.session.get(Post, thread.answer_id, populate_existing=True)
        if rules.can_answer(post, thread):
            continue
        _unmarked(thread)
        there = threads.get(post.thread_id) if post else None
        if post and there and not there.answer_id and rules.can_answer(post, there):
            there.answer_id = post.id
            there.note_changed()


def _unmarked(thread: Thread) -> None:
    if thread.answer_id is not None:
        thread.answer_id = None
        thread.note_changed()


def _logged(
    action: str, thread: Thread, post_id: int, by: Member | None, now: datetime | None
) -> None:
    if by is None or by.id == thread.author_id:
        return
    for tell in staff_deeds:
        deed = StaffDeed(action, "thread", thread.id, {"post": post_id})
        tell(by, deed, now or utcnow())
