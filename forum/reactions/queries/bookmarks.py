"""What a member bookmarked, as far as they may still read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.queries.reach import readable_by, readers_of, reads_usually
from forum.core.answers import NotFound
from forum.core.db import db
from forum.core.paging import PAGE_SIZE, Page
from forum.members.models import Member
from forum.reactions.models import Bookmark

Author = aliased(Member, name="author")
Asked = TypeVar("Asked", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True, slots=True)
class Marked:
    """A bookmark as its member sees it."""

    id: int
    thread_id: int
    post_id: int | None
    number: int | None
    title: str
    board: str
    by: str
    note: str
    at: datetime


def bookmarks_of(member: Member, page: int) -> tuple[list[Marked], Page]:
    """Return a page of what a member bookmarked, newest first. Two queries."""
    theirs = (Bookmark.member_id == member.id, _is_readable(member))
    counted = _placed(select(func.count(Bookmark.id)).select_from(Bookmark))
    numbered = Page(page, db.session.scalar(counted.where(*theirs)) or 0)
    if page > numbered.last:
        raise NotFound
    asked = select(Bookmark, Post.number, Thread, Board.name, Author.handle)
    by = func.coalesce(Post.author_id, Thread.author_id)
    rows = db.session.execute(
        _placed(asked.select_from(Bookmark))
        .join(Author, Author.id == by)
        .where(*theirs)
        .order_by(Bookmark.at.desc(), Bookmark.id.desc())
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    )
    return [_marked(*row) for row in rows], numbered


def bookmark_count(member_id: int) -> int:
    """Return how many bookmarks a member has. One query."""
    mine = select(func.count(Bookmark.id)).where(Bookmark.member_id == member_id)
    return db.session.scalar(mine) or 0


def has_bookmark(member_id: int, bookmark_id: int) -> bool:
    """Say whether a bookmark is a member's own. One query."""
    own = (Bookmark.id == bookmark_id, Bookmark.member_id == member_id)
    return db.session.scalar(select(Bookmark.id).where(*own)) is not None


def unreadable() -> Select[int]:
    """Select the bookmarks of what their members will never read again. One query.

    What a role of theirs refuses stays: they read it again without the role.
    """
    asked = _placed(select(Bookmark.id).select_from(Bookmark))
    theirs = asked.join(Member, Member.id == Bookmark.member_id)
    by_a_role = [key for (key,) in readers_of(theirs.where(~reads_usually()))]
    return theirs.where(
        or_(
            and_(~reads_usually(), Bookmark.id.not_in(by_a_role)),
            Thread.state == PostState.WITHDRAWN,
            Thread.purged_at.is_not(None),
            and_(Post.id.is_(None), Thread.merged_into.is_not(None)),
            Post.state == PostState.WITHDRAWN,
            Post.purged_at.is_not(None),
        )
    )


def _placed(asked: Asked) -> Asked:
    """Join what a bookmark is of: a post with its thread, or a thread."""
    place = func.coalesce(Post.thread_id, Bookmark.thread_id)
    return (
        asked.outerjoin(Post, Post.id == Bookmark.post_id)
        .join(Thread, Thread.id == place)
        .join(Board, Board.id == Thread.board_id)
    )


def _is_readable(member: Member) -> ColumnElement[bool]:
    return and_(
        readable_by(member),
        Thread.state == PostState.PUBLISHED,
        Thread.merged_into.is_(None),
        or_(Bookmark.post_id.is_(None), Post.state == PostState.PUBLISHED),
    )


def _marked(
    bookmark: Bookmark, number: int | None, thread: Thread, board: str, by: str
) -> Marked:
    return Marked(
        bookmark.id,
        thread.id,
        bookmark.post_id,
        number,
        thread.title,
        board,
        by,
        bookmark.note,
        bookmark.at,
    )
