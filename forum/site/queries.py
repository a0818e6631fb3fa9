"""What commands ask about the forum as a whole."""

from sqlalchemy import func, inspect, select, text

from forum.boards.models import Board, Post, Thread
from forum.core.db import db
from forum.members.models import Member


def has_demo() -> bool:
    """Say whether demo content is loaded."""
    made_up = select(Member.id).where(Member.demo.is_(True)).limit(1)
    return db.session.scalar(made_up) is not None


def boards_by_slug() -> dict[str, Board]:
    """Return all boards by the name in their address."""
    return {board.slug: board for board in db.session.scalars(select(Board))}


def thread_of(post_id: int) -> int:
    """Return the thread a post stands in."""
    return db.session.get_one(Post, post_id).thread_id


def real_posts_in_demo() -> int:
    """Return how many posts of real members stand in demo threads."""
    mixed = (
        select(func.count())
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Member, Member.id == Post.author_id)
        .where(Thread.demo.is_(True), Member.demo.is_(False))
    )
    return db.session.scalar(mixed) or 0


def migration_head() -> str | None:
    """Return the version of the tables; None for a database without any."""
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    asked = db.session.execute(text("SELECT version_num FROM alembic_version"))
    head: str | None = asked.scalar()
    return head
