"""Posts and threads that everybody can read, for the community statistics."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Mapped, aliased

from forum.boards.activity import Opened, Written
from forum.boards.models import Audience, Board, Post, PostState, Thread, ThreadTag
from forum.core.db import db
from forum.members.models import Member

NOBODY = 0


def written_since(moment: datetime) -> list[Written]:
    """Return who wrote when. One query."""
    rows = db.session.execute(
        select(_author(Post.author_id), Post.number, Post.published_at)
        .join(Post.thread)
        .join(Post.author)
        .join(Thread.board)
        .where(
            Post.state == PostState.PUBLISHED,
            Thread.state == PostState.PUBLISHED,
            Board.read == Audience.EVERYBODY,
            Thread.demo.is_(False),
            Post.published_at >= moment,
        )
    )
    return [
        Written(author, number == 1, at)
        for author, number, at in rows
        if at is not None
    ]


def opened_since(moment: datetime) -> list[Opened]:
    """Return threads, their tags and first replies by others. Two queries."""
    reply = aliased(Post)
    first = (
        select(func.min(reply.published_at))
        .where(
            reply.thread_id == Thread.id,
            reply.state == PostState.PUBLISHED,
            reply.author_id != Thread.author_id,
            reply.number > 1,
        )
        .correlate(Thread)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Thread.id, _author(Thread.author_id), Thread.opened_at, first)
        .join(Thread.board)
        .join(Thread.author)
        .where(
            Thread.state == PostState.PUBLISHED,
            Board.read == Audience.EVERYBODY,
            Thread.demo.is_(False),
            Thread.opened_at >= moment,
        )
    ).all()
    tags = _tags_since(moment)
    return [
        Opened(author, at, replied, tuple(tags[thread]))
        for thread, author, at, replied in rows
    ]


def _author(key: Mapped[int]) -> ColumnElement[int]:
    """Tell authors apart; former members, one in each thread, count as one."""
    return case((Member.is_former, NOBODY), else_=key)


def _tags_since(moment: datetime) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    for thread, tag in db.session.execute(
        select(ThreadTag.thread_id, ThreadTag.tag)
        .join(Thread, Thread.id == ThreadTag.thread_id)
        .where(Thread.opened_at >= moment)
    ):
        tags[thread].append(tag)
    return tags
