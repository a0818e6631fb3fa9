"""How posts and threads change their state; why they do is not known here."""

from datetime import datetime

from sqlalchemy import select, update

from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.news import changed, published
from forum.core.answers import NotFound, Refused
from forum.core.db import db, locked
from forum.members.models import Member

DESTROYED = "The words of this post were destroyed. Only its place is left."


def change_state(post_id: int, state: PostState, reason: str, now: datetime) -> Post:
    """Publish, hide, remove or restore a post, and keep every count right."""
    thread = locked(Thread, _thread_of(post_id))
    post = locked(Post, post_id)
    if post.purged_at is not None:
        raise Refused(DESTROYED)
    was_readable = post.state is PostState.PUBLISHED
    is_readable = state is PostState.PUBLISHED
    first_time = is_readable and post.published_at is None
    post.state, post.state_reason = state, reason
    is_removed = state is PostState.REMOVED
    post.removed_at = (post.removed_at or now) if is_removed else None
    if is_readable is not was_readable:
        _recount(thread, post, now, 1 if is_readable else -1)
    if post.number == 1:
        thread.state, thread.state_reason = state, reason
    thread.note_changed()
    db.session.flush()
    note_newest(thread)
    for tell in changed:
        tell(post, now)
    if first_time:
        for tell in published:
            tell(post, now)
    return post


def lock(thread_id: int, reason: str, now: datetime) -> Thread:
    """Close a thread: no replies, no edits; the reason is shown."""
    thread = locked(Thread, thread_id)
    thread.locked_at, thread.lock_reason = now, reason
    thread.note_changed()
    return thread


def unlock(thread_id: int) -> Thread:
    """Open a closed thread again."""
    thread = locked(Thread, thread_id)
    thread.locked_at, thread.lock_reason = None, ""
    thread.note_changed()
    return thread


def slow_down(
    thread_id: int, minutes: int, until: datetime | None, reason: str
) -> Thread:
    """Let each member write here once in so many minutes; 0 minutes end it."""
    thread = locked(Thread, thread_id)
    thread.slow_minutes, thread.slow_until = minutes, until if minutes else None
    thread.slow_reason = reason if minutes else ""
    thread.note_changed()
    return thread


def _thread_of(post_id: int) -> int:
    post = db.session.get(Post, post_id)
    if post is None:
        raise NotFound
    return post.thread_id


def _recount(thread: Thread, post: Post, now: datetime, by: int) -> None:
    """Count a post in or out wherever it is counted."""
    if post.published_at is None:
        post.published_at = now
        if post.number is None:
            post.number = thread.note_published(post.author_id, now)
        else:
            thread.active_at = now
    elif post.number and post.number > 1:
        thread.reply_count += by
    if post.number == 1:
        board = locked(Board, thread.board_id)
        board.thread_count += by
    db.session.execute(
        update(Member)
        .where(Member.id == post.author_id)
        .values(post_count=Member.post_count + by)
    )


def note_newest(thread: Thread) -> None:
    """Let the thread stand in the lists by its newest readable post."""
    newest = db.session.execute(
        select(Post.published_at, Post.author_id)
        .where(Post.thread_id == thread.id, Post.state == PostState.PUBLISHED)
        .order_by(Post.number.desc())
        .limit(1)
    ).one_or_none()
    if newest is not None:
        published_at, thread.last_author_id = newest
        thread.active_at = published_at or thread.active_at
