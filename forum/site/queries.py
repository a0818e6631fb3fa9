"""What commands and the page of health ask about the forum as a whole."""

from datetime import datetime

from sqlalchemy import case, exists, false, func, inspect, select, text

from forum.boards.models import Board, Post, PostState, Thread
from forum.core.db import db
from forum.core.jobs import Job
from forum.mail.models import MailLog, Result
from forum.members.models import Member
from forum.search.models import IndexedPost


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


def jobs_waiting(now: datetime) -> tuple[int, datetime | None]:
    """Return how many jobs are due, and since when the oldest is. One query."""
    due = select(func.count(), func.min(Job.run_at)).where(
        Job.failed_at.is_(None), Job.run_at <= now
    )
    count, oldest = db.session.execute(due).one()
    return count, oldest


def letters_since(moment: datetime) -> tuple[int, int]:
    """Return how many letters left since then, and how many failed. One query."""
    failed = MailLog.result.in_([Result.REFUSED, Result.BOUNCED])
    left = MailLog.result.in_([Result.SENT, Result.LEAVING])
    asked = select(
        func.count(case((left, MailLog.id))), func.count(case((failed, MailLog.id)))
    ).where(MailLog.at >= moment)
    sent, came_back = db.session.execute(asked).one()
    return sent, came_back


def letters_retried(now: datetime) -> int:
    """Return how many letters could not be handed over yet. One query."""
    in_hand = func.coalesce(Job.locked_until > now, false())
    retried = (Job.kind == "mail") & (Job.attempts > 0) & Job.failed_at.is_(None)
    retried &= ~in_hand
    counted = select(func.count()).select_from(Job).where(retried)
    return int(db.session.scalar(counted) or 0)


def database_size() -> int | None:
    """Return how many bytes the database takes up. Two queries at most."""
    if db.engine.dialect.name == "postgresql":
        size: int | None = db.session.scalar(
            text("SELECT pg_database_size(current_database())")
        )
        return size
    pages = db.session.scalar(text("PRAGMA page_count"))
    each = db.session.scalar(text("PRAGMA page_size"))
    return int(pages * each) if pages and each else None


def posts_not_indexed() -> int:
    """Return how many readable posts no search finds. One query."""
    there = exists().where(IndexedPost.post_id == Post.id)
    missing = select(func.count()).where(Post.state == PostState.PUBLISHED, ~there)
    return db.session.scalar(missing) or 0


def database_clock() -> datetime | None:
    """Return the time by the clock of the database; None where it is our own."""
    if db.engine.dialect.name != "postgresql":
        return None
    moment: datetime | None = db.session.scalar(text("SELECT clock_timestamp()"))
    return moment
