"""Thanking for a post, and taking that back; the post keeps the count."""

from datetime import datetime

from sqlalchemy import delete, select

from forum.boards.models import Post, Thread
from forum.core.db import change_rows, db, insert_once, locked
from forum.reactions.models import Bookmark, Ignored, Thanks


def thank(member_id: int, post_id: int, now: datetime) -> int:
    """Thank for a post, twice does no harm; return the thread it stands in."""
    thread, post = held(post_id)
    row = {"post_id": post_id, "member_id": member_id, "at": now}
    if insert_once(Thanks, row):
        _count(thread, post, 1)
    return thread.id


def unthank(member_id: int, post_id: int) -> int:
    """Take thanks back, twice does no harm; return the thread it stands in."""
    thread, post = held(post_id)
    mine = (Thanks.post_id == post_id, Thanks.member_id == member_id)
    _count(thread, post, -change_rows(delete(Thanks).where(*mine)))
    return thread.id


def forget_post(post: Post) -> None:
    """Forget who thanked for a post that is gone, and who bookmarked it."""
    for table in (Thanks, Bookmark):
        db.session.execute(delete(table).where(table.post_id == post.id))
    post.thanks = 0


def forget_all_of(member_id: int) -> None:
    """Take back every thanks of somebody who goes, and let nobody ignore them."""
    posts = select(Thanks.post_id).where(Thanks.member_id == member_id)
    for post_id in sorted(db.session.scalars(posts).all()):
        unthank(member_id, post_id)
    db.session.execute(delete(Ignored).where(Ignored.other_id == member_id))


def held(post_id: int) -> tuple[Thread, Post]:
    """Hold the thread of a post, as everybody does who changes what it shows."""
    where = db.session.get_one(Post, post_id).thread_id
    return locked(Thread, where), db.session.get_one(Post, post_id)


def _count(thread: Thread, post: Post, by: int) -> None:
    if by:
        db.session.refresh(post, with_for_update=True)
        post.thanks = max(0, post.thanks + by)
        thread.note_changed()
