"""Posts that members thank for, and who thanked an author."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.queries.reach import readable_by
from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member
from forum.reactions.models import Thanks
from forum.reactions.queries.ignoring import ignores_author

TOLD_MAX = 50


@dataclass(frozen=True, slots=True)
class ThankedPost:
    """A post of somebody's, and how many members thanked for it."""

    post_id: int
    title: str
    count: int


def post_for(post_id: int, member: Member) -> Post:
    """Return a post that everybody reads where a member reads. One query."""
    post = db.session.scalar(
        select(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .where(
            Post.id == post_id,
            Post.state == PostState.PUBLISHED,
            Thread.state == PostState.PUBLISHED,
            readable_by(member),
        )
    )
    if post is None:
        raise NotFound
    return post


def thanked(member: Member, since: datetime, until: datetime) -> list[ThankedPost]:
    """Return for which posts a member was thanked in some time. One query.

    Thanks of somebody they ignore are not told.
    """
    count = func.count(Thanks.member_id)
    rows = db.session.execute(
        select(Post.id, Thread.title, count)
        .join(Thanks, Thanks.post_id == Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .where(
            Post.author_id == member.id,
            Post.state == PostState.PUBLISHED,
            Thread.state == PostState.PUBLISHED,
            readable_by(member),
            Thanks.at > since,
            Thanks.at <= until,
            ~ignores_author(Post.author_id.expression, Thanks.member_id.expression),
        )
        .group_by(Post.id, Thread.title)
        .order_by(Post.id)
        .limit(TOLD_MAX)
    )
    return [ThankedPost(*row) for row in rows]
