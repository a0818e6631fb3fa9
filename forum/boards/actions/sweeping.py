"""Changing the state of many posts at once, with every count right at the end."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select, update

from forum.boards.actions.moderating import note_newest
from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.news import changed
from forum.core.db import db
from forum.members.models import Member

Before = dict[int, tuple[PostState, str]]


def change_states(
    wanted: Mapping[int, tuple[PostState, str]],
    standing: Collection[PostState],
    now: datetime,
) -> Before:
    """Give posts another state and its reason; return how they stood before.

    Posts that are in none of these states by now are left alone, and so are those
    whose words were destroyed. A post that was never public does not become so here:
    it has no number yet.
    """
    threads, posts = _held(list(wanted), standing)
    before: Before = {}
    boards: Counter[int] = Counter()
    authors: Counter[int] = Counter()
    for post in posts:
        thread, (state, reason) = threads[post.thread_id], wanted[post.id]
        before[post.id] = (post.state, post.state_reason)
        by = (state is PostState.PUBLISHED) - (post.state is PostState.PUBLISHED)
        _change(thread, post, state, reason, now)
        authors[post.author_id] += by
        if post.number == 1:
            boards[thread.board_id] += by
        elif post.number:
            thread.reply_count += by
    db.session.flush()
    _count(boards, authors)
    for thread in threads.values():
        thread.note_changed()
        note_newest(thread)
    for post in posts:
        for tell in changed:
            tell(post, now)
    return before


def _held(
    keys: list[int], standing: Collection[PostState]
) -> tuple[dict[int, Thread], list[Post]]:
    """Hold threads, then posts, in the order everybody does."""
    theirs = select(Post.thread_id).where(Post.id.in_(keys))
    threads = select(Thread).where(Thread.id.in_(theirs)).order_by(Thread.id)
    fresh = {"populate_existing": True}
    held = db.session.scalars(threads.with_for_update(), execution_options=fresh)
    by_key = {one.id: one for one in held}
    posts = select(Post).where(Post.id.in_(keys), Post.purged_at.is_(None))
    rows = db.session.scalars(
        posts.order_by(Post.id).with_for_update(), execution_options=fresh
    )
    return by_key, [post for post in rows if post.state in standing]


def _change(
    thread: Thread, post: Post, state: PostState, reason: str, now: datetime
) -> None:
    post.state, post.state_reason = state, reason
    is_removed = state is PostState.REMOVED
    post.removed_at = (post.removed_at or now) if is_removed else None
    if post.number == 1:
        thread.state, thread.state_reason = state, reason


def _count(boards: Counter[int], authors: Counter[int]) -> None:
    for key, by in sorted(boards.items()):
        more = {"thread_count": Board.thread_count + by}
        db.session.execute(update(Board).where(Board.id == key).values(more))
    for key, by in sorted(authors.items()):
        counted = {"post_count": Member.post_count + by}
        db.session.execute(update(Member).where(Member.id == key).values(counted))
