"""Bookmarks of posts and threads, with what a member noted beside them."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update

from forum.boards.models import Post
from forum.boards.news import Copies
from forum.core.answers import require
from forum.core.db import change_rows, db, insert_once
from forum.core.wording import Wording
from forum.reactions import queries, rules
from forum.reactions.models import Bookmark


def bookmark(
    member_id: int,
    now: datetime,
    *,
    post_id: int | None = None,
    thread_id: int | None = None,
) -> None:
    """Keep a post or a thread for a member; twice does no harm."""
    require(rules.may_bookmark(queries.bookmark_count(member_id)))
    place = {"post_id": post_id, "thread_id": thread_id}
    row = {"member_id": member_id, "note": "", "at": now}
    insert_once(Bookmark, row | place)


def unbookmark(
    member_id: int, *, post_id: int | None = None, thread_id: int | None = None
) -> None:
    """Let go of a bookmark, from the page of what it is of."""
    db.session.execute(
        delete(Bookmark).where(
            Bookmark.member_id == member_id,
            Bookmark.post_id.is_not_distinct_from(post_id),
            Bookmark.thread_id.is_not_distinct_from(thread_id),
        )
    )


def remove_bookmark(member_id: int, bookmark_id: int) -> None:
    """Let go of a bookmark on one's list; twice does no harm."""
    own = (Bookmark.id == bookmark_id, Bookmark.member_id == member_id)
    db.session.execute(delete(Bookmark).where(*own))


def keep_note(member_id: int, bookmark_id: int, note: str) -> None:
    """Keep what a member notes beside a bookmark of theirs."""
    own = (Bookmark.id == bookmark_id, Bookmark.member_id == member_id)
    db.session.execute(update(Bookmark).where(*own).values(note=note))


def follow_merge(source_id: int, target_id: int) -> None:
    """Let bookmarks of a thread lead to the one that has its posts now."""
    there = select(Bookmark.member_id).where(Bookmark.thread_id == target_id)
    db.session.execute(
        update(Bookmark)
        .where(Bookmark.thread_id == source_id, Bookmark.member_id.not_in(there))
        .values(thread_id=target_id)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(Bookmark).where(Bookmark.thread_id == source_id))


def redact_notes(post: Post, wording: Wording) -> Copies:
    """Destroy words of a post that somebody copied into a note beside it."""
    around = or_(Bookmark.post_id == post.id, Bookmark.thread_id == post.thread_id)
    changed = 0
    for one in db.session.scalars(select(Bookmark).where(around, Bookmark.note != "")):
        if wording.stands_in(one.note):
            one.note = wording.removed_from(one.note)
            changed += 1
    return Copies(changed)


def forget_unreadable() -> int:
    """Delete bookmarks of what their members may not read any more."""
    gone = queries.unreadable()
    return change_rows(delete(Bookmark).where(Bookmark.id.in_(gone)))
