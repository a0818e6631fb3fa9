"""How the index follows the posts, and threads are found that are alike."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select

from forum.boards.alike import ThreadAlike
from forum.boards.models import Board, Post, PostState, Thread
from forum.core.db import db
from forum.core.jobs import enqueue
from forum.search.models import IndexedPost
from forum.search.queries import alike_around, alike_to, index, missing
from forum.search.queries.standing import arranged

CATCH_UP = "arrange words for searching"
FIND_ALIKE = "find threads about the same"
FIND_ALL_ALIKE = "find which threads are about the same"
AT_A_TIME = 500
ALIKE_AT_A_TIME = 20
AROUND_MAX = 40
"""So many threads are looked at again when one comes, goes or is called anew."""
FIRST: int | None = 0
"""Behind this key stand all posts."""


def follow(posts: Collection[int], threads: Collection[int]) -> None:
    """Arrange the words of some posts anew, and of the posts that open some threads."""
    opening = and_(Post.thread_id.in_(threads), Post.number == 1)
    _arrange(or_(Post.id.in_(posts), opening), posts)


def add(posts: Iterable[Post]) -> None:
    """Arrange the words of posts that were written for the first time just now."""
    documents = {
        one.id: arranged(one.number, _title_over(one), one.html)
        for one in posts
        if one.state is PostState.PUBLISHED
    }
    if documents:
        index().add(documents)


def forget(posts: Collection[int]) -> None:
    """Take posts out of the index that are about to be deleted."""
    index().drop(posts)


def arrange_next(after: int) -> tuple[int | None, int]:
    """Arrange some hundred posts behind a key; return the last key and how many."""
    keys = select(Post.id).where(Post.id > after).order_by(Post.id).limit(AT_A_TIME)
    some = db.session.scalars(keys).all()
    if not some:
        return None, 0
    _arrange(Post.id.between(some[0], some[-1]), some)
    return some[-1], len(some)


def renew() -> None:
    """Make anew what the database keeps beside the table of words."""
    gone = select(IndexedPost.post_id).where(
        IndexedPost.post_id.not_in(select(Post.id))
    )
    index().drop(db.session.scalars(gone).all())
    index().renew()


def tidy() -> bool:
    """Destroy a piece of what the index was to forget; say whether more is left."""
    return index().tidy()


def take_in(posts: Collection[int], now: datetime) -> None:  # noqa: ARG001 - of the hook
    """Arrange the words of posts that came many at once, past the session.

    Whoever brings them asks once for what is about the same, when all are here.
    """
    _arrange(Post.id.in_(posts), posts)


def catch_up_soon(now: datetime) -> None:
    """See to it that posts from before there was an index are found too."""
    if missing():
        go_on_soon(now, 0)


def go_on_soon(now: datetime, after: int) -> None:
    """Ask for the words of all posts behind a key to be arranged."""
    enqueue(CATCH_UP, {"after": after}, now, once=f"{CATCH_UP}:{after}")


def find_alike_soon(threads: Iterable[int], now: datetime) -> None:
    """Ask for the threads about the same as some, since they came or changed.

    A job finds them: a search for a title takes longer, the larger the forum is, and
    neither who posts nor who reads should wait for it.
    """
    for one in threads:
        enqueue(FIND_ALIKE, {"thread": one}, now, once=f"{FIND_ALIKE}:{one}")


def find_all_alike_soon(now: datetime, after: int = 0) -> None:
    """Ask for the threads about the same as each one behind a key."""
    once = f"{FIND_ALL_ALIKE}:{after}"
    enqueue(FIND_ALL_ALIKE, {"after": after}, now, once=once)


def find_alike(thread_id: int) -> list[int]:
    """Keep and return which threads are about the same as one, if it is public."""
    found: list[int] = []
    # Held, so that two workers do not write the same rows.
    held = select(Thread, Board.slug).join(Thread.board).where(Thread.id == thread_id)
    row = db.session.execute(held.with_for_update(key_share=True, of=Thread)).first()
    if row is not None and _is_read(row[0]):
        found = alike_to(row[0], row[1])
    db.session.execute(delete(ThreadAlike).where(ThreadAlike.thread_id == thread_id))
    rows = [
        {"thread_id": thread_id, "other_id": other, "place": place}
        for place, other in enumerate(found)
    ]
    if rows:
        db.session.execute(insert(ThreadAlike), rows)
    return found


def around(thread_id: int) -> set[int]:
    """Return the threads whose likes may be others once this thread has changed."""
    return set(alike_around(thread_id, AROUND_MAX)) - {thread_id}


def find_alike_next(after: int) -> tuple[int | None, int]:
    """Look at some threads behind a key; return the last key and how many."""
    keys = select(Thread.id).where(Thread.id > after).order_by(Thread.id)
    some = db.session.scalars(keys.limit(ALIKE_AT_A_TIME)).all()
    for one in some:
        find_alike(one)
    return (some[-1] if some else None), len(some)


def _is_read(thread: Thread) -> bool:
    return thread.state is PostState.PUBLISHED and thread.merged_into is None


def _title_over(post: Post) -> str:
    """Return the title that a post is found by."""
    if post.number != 1:
        return ""
    return db.session.get_one(Thread, post.thread_id).title


def _arrange(which: ColumnElement[bool], posts: Collection[int]) -> None:
    rows = db.session.execute(
        select(Post.id, Post.number, Thread.title, Post.html)
        .join(Thread, Thread.id == Post.thread_id)
        .where(which, Post.state == PostState.PUBLISHED)
    ).all()
    documents = {
        key: arranged(number, title, html) for key, number, title, html in rows
    }
    if gone := set(posts) - set(documents):
        index().drop(gone)
    index().put(documents)
