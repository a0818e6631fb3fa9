"""Destroying the words of what was removed long ago; places and reasons stay."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from forum.boards.actions.drafts import drop_correction
from forum.boards.actions.leaving import blank_post, show
from forum.boards.actions.moderating import change_state
from forum.boards.models import Post, PostState, Revision, Thread
from forum.boards.news import changed
from forum.core.answers import Refused
from forum.core.db import db, locked
from forum.core.forgetting import forget_soon
from forum.images import actions as images
from forum.images.models import Image
from forum.images.queries import of_post

REMOVED = "Removed by moderators."
WAITING = (PostState.HELD, PostState.HIDDEN)
"""Nobody can decide any more about what waits without words."""


def purge(post_id: int, spared: Collection[int], now: datetime) -> int:
    """Destroy the words and pictures of a removed post; return of how many posts.

    With an opening post goes the whole thread: nobody could read it any more.
    """
    thread_id = db.session.get_one(Post, post_id).thread_id
    thread = locked(Thread, thread_id)
    opening = select(Post.number).where(Post.id == post_id)
    is_thread = db.session.scalar(opening) == 1
    wanted = select(Post).where(Post.thread_id == thread_id, Post.purged_at.is_(None))
    if not is_thread:
        wanted = wanted.where(Post.id == post_id)
    rows = db.session.scalars(wanted.order_by(Post.id).with_for_update()).all()
    sealed = _preserved(thread_id)
    gone = [one for one in rows if one.id not in spared and one.id not in sealed]
    for post in gone:
        _destroy(post, now)
    if is_thread and any(one.id == post_id for one in gone):
        thread.title, thread.purged_at = REMOVED, now
    thread.note_changed()
    forget_soon(now)
    return len(gone)


def destroy(post_id: int, because: str, spared: Collection[int], now: datetime) -> int:
    """Destroy a post at once, every copy of its words and quotations of it too.

    With an opening post goes the whole thread. What a law has kept is not touched.
    """
    post = db.session.get_one(Post, post_id)
    thread = locked(Thread, post.thread_id)
    posts = select(Post.id).where(Post.thread_id == thread.id)
    if post.number != 1:
        posts = posts.where(Post.id == post_id)
    keys = set(db.session.scalars(posts))
    if keys & (set(spared) | _preserved(thread.id)):
        raise Refused("A law has this kept for now. Remove it instead.")
    if post.purged_at is not None:
        raise Refused("This was destroyed already.")
    change_state(post_id, PostState.REMOVED, because, now)
    for key in sorted(keys):
        blank_post(key, now)
    return purge(post_id, (), now)


def _preserved(thread_id: int) -> set[int]:
    """Return posts with sealed pictures: a law has them kept for a while."""
    sealed = select(Image.post_id).join(Post, Post.id == Image.post_id)
    here = sealed.where(Image.sealed.is_(True), Post.thread_id == thread_id)
    return {one for one in db.session.scalars(here) if one is not None}


def _destroy(post: Post, now: datetime) -> None:
    if pictures := of_post(post.id):
        images.destroy([one.id for one in pictures], now)
    of_this = select(Revision).where(Revision.post_id == post.id)
    for one in db.session.scalars(of_this):
        one.title = REMOVED if one.title else one.title
        one.body, one.reason = REMOVED, ""
    post.purged_at = now
    drop_correction(post.id)
    if post.state in WAITING:
        post.state, post.removed_at = PostState.REMOVED, now
    show(post)
    for tell in changed:
        tell(post, now)
