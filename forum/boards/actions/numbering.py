"""Numbers and counts of threads whose posts came from elsewhere or went there.

A number is a place: the posts of a thread are numbered from 1 without gaps, and
numbers move up or down when posts come or go. What never changes is the number
in the address of a post, so permanent links and quotations lead to it wherever
it stands.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from forum.boards.models import Board, Post, PostState, Revision, Thread
from forum.boards.news import renumbering
from forum.core.db import db, locked


def posts_in(*thread_ids: int) -> list[Post]:
    """Hold all posts of some threads, also those without a number."""
    found = select(Post).where(Post.thread_id.in_(thread_ids)).order_by(Post.id)
    held = found.with_for_update().execution_options(populate_existing=True)
    return list(db.session.scalars(held))


def by_time(post: Post) -> tuple[datetime, int]:
    """Order posts as they became readable."""
    return post.published_at or post.posted_at, post.id


def by_number(post: Post) -> int:
    """Order posts as they stand in their thread."""
    return post.number or 0


def numbered(posts: Sequence[Post]) -> list[Post]:
    """Return the posts that have a place, in the order of their places."""
    return sorted((one for one in posts if one.number is not None), key=by_number)


def place(orders: dict[int, Sequence[Post]]) -> None:
    """Put posts into threads, by the keys of these, in the given order from 1."""
    before = _places([post for posts in orders.values() for post in posts])
    for tell in renumbering:
        tell(before, orders)
    for posts in orders.values():
        for post in posts:
            post.number = None
    # Free first: no two posts of a thread may have a number even for a moment.
    db.session.flush()
    for thread_id, posts in orders.items():
        for number, post in enumerate(posts, 1):
            post.thread_id, post.number = thread_id, number
    db.session.flush()


def _places(posts: Sequence[Post]) -> dict[int, list[Post]]:
    """Return the numbered posts of each thread as they stand."""
    found: dict[int, list[Post]] = {}
    for post in numbered(posts):
        found.setdefault(post.thread_id, []).append(post)
    return found


def recount(thread: Thread, posts: Sequence[Post]) -> None:
    """Let a thread say of itself what its posts say; the first one opens it."""
    first = posts[0]
    readable = [one for one in posts if one.state is PostState.PUBLISHED]
    was, now_is = (one.state is PostState.PUBLISHED for one in (thread, first))
    if was is not now_is:
        locked(Board, thread.board_id).thread_count += 1 if now_is else -1
    thread.author_id, thread.opened_at = first.author_id, first.posted_at
    thread.state, thread.state_reason = first.state, first.state_reason
    thread.last_number = len(posts)
    thread.reply_count = sum(one is not first for one in readable)
    if readable:
        newest = readable[-1]
        thread.active_at = newest.published_at or newest.posted_at
        thread.last_author_id = newest.author_id
    thread.note_changed()
    db.session.flush()


def title_of(post: Post) -> str:
    """Return the newest title in any wording of a post that opens a thread."""
    titles = select(Revision.title).where(
        Revision.post_id == post.id, Revision.title.is_not(None)
    )
    newest = titles.order_by(Revision.number.desc()).limit(1)
    return db.session.scalar(newest) or ""


def set_title(post: Post, title: str | None) -> None:
    """Keep a thread's title with the wording of the post that opens it."""
    present = select(Revision).where(
        Revision.post_id == post.id, Revision.number == post.revision
    )
    db.session.scalars(present).one().title = title
