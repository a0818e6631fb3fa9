"""Whether the index says of every post what the post says."""

from collections.abc import Collection

from sqlalchemy import exists, select, union_all

from forum.boards.models import Post, PostState, Thread
from forum.core.db import db
from forum.core.wording import Wording
from forum.search.models import IndexedPost
from forum.search.queries.index import index
from forum.search.rules import Wanted, passage
from forum.search.words import document, readable

LOOKED_AT = 1000
"""So many rows with a passage are compared with their posts, the newest first."""


def arranged(number: int | None, title: str, html: str) -> str:
    """Return the words of a post; a thread's title is found by its first post."""
    return document(title if number == 1 else "", readable(html))


def missing() -> bool:
    """Say whether the oldest or the newest posts are not in the index. One query.

    Posts from before there was an index, and those of a forum that moved in, are
    missing from either end on; to count all takes longer, the more there are.
    """
    absent = ~exists().where(IndexedPost.post_id == Post.id)
    rows = select(Post.id, absent.label("absent"))
    rows = rows.where(Post.state == PostState.PUBLISHED).limit(LOOKED_AT)
    orders = (Post.id.asc(), Post.id.desc())
    ends = [select(rows.order_by(one).subquery().c.absent) for one in orders]
    some = union_all(*ends).subquery()
    found = select(some.c.absent).where(some.c.absent).limit(1)
    return db.session.scalar(found) is not None


def left_of(wording: Wording) -> dict[str, int]:
    """Return in how many rows passages stand that their posts do not say any more.

    In the index a passage is only words with blanks between them, so that whoever
    looks for it as it was written would not see it. Two queries for each passage.
    """
    stale: set[int] = set()
    for wanted in filter(_says_something, map(passage, wording.passages)):
        matches = index().matches(wanted)
        rows = select(matches.key).select_from(matches.rows).where(matches.condition)
        some = rows.order_by(matches.key.desc()).limit(LOOKED_AT)
        stale |= _stale(db.session.scalars(some).all())
    return {IndexedPost.__tablename__: len(stale)}


def _says_something(wanted: Wanted) -> bool:
    return bool(wanted.groups)


def _stale(posts: Collection[int]) -> set[int]:
    """Return which of these rows say something else than their posts."""
    rows = db.session.execute(
        select(IndexedPost.post_id, IndexedPost.words)
        .add_columns(Post.number, Thread.title, Post.html, Post.state)
        .outerjoin(Post, Post.id == IndexedPost.post_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .where(IndexedPost.post_id.in_(posts))
    )
    return {
        row.post_id
        for row in rows
        if row.state is not PostState.PUBLISHED
        or row.words != arranged(row.number, row.title, row.html)
    }


def differences() -> set[int]:
    """Return the posts of which the index says something else. Two queries."""
    posts = db.session.execute(
        select(Post.id, Post.number, Thread.title, Post.html)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.state == PostState.PUBLISHED)
    )
    said = {(key, arranged(number, title, html)) for key, number, title, html in posts}
    rows = db.session.execute(select(IndexedPost.post_id, IndexedPost.words))
    return {key for key, _ in said ^ {(key, words) for key, words in rows}}
