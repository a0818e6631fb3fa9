"""What moderators choose from when they move, split and merge threads."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.boards.models import Board, BoardGroup, Post, PostState, Revision, Thread
from forum.core.db import db
from forum.core.paging import Page
from forum.members.models import Member

LINE = 120


@dataclass(frozen=True, slots=True)
class Choosable:
    """A post as a line of a list to choose from."""

    id: int
    number: int
    by: str
    first_line: str
    state: PostState
    posted_at: datetime


def boards_to_choose() -> list[tuple[str, str]]:
    """Return slug and name of every board, in the order of the index. One query."""
    rows = db.session.execute(
        select(Board.slug, Board.name)
        .join(BoardGroup, BoardGroup.id == Board.group_id)
        .order_by(BoardGroup.position, Board.position, Board.id)
    )
    return [(slug, name) for slug, name in rows]


def board_slug(board_id: int) -> str:
    """Return the name of a board in addresses. One query."""
    return db.session.get_one(Board, board_id).slug


def board_id(slug: str) -> int:
    """Return the key of a board. One query."""
    return db.session.scalars(select(Board.id).where(Board.slug == slug)).one()


def posts_to_choose(thread: Thread, page: Page) -> list[Choosable]:
    """Return the posts on a page of a thread, but for the first. One query."""
    first, last = page.numbers
    rows = db.session.execute(
        select(Post, Member.handle, func.substr(Revision.body, 1, LINE * 2))
        .join(Post.author)
        .join(
            Revision,
            (Revision.post_id == Post.id) & (Revision.number == Post.revision),
        )
        .where(Post.thread_id == thread.id, Post.number.between(max(2, first), last))
        .order_by(Post.number)
    )
    return [
        Choosable(
            post.id,
            post.number or 0,
            handle,
            " ".join(body.split())[:LINE],
            post.state,
            post.published_at or post.posted_at,
        )
        for post, handle, body in rows
    ]
