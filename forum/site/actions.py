"""Taking demo content out again, and letting nobody write for a while."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import delete, func, select, update

from forum.boards.models import Board, Post, PostState, Thread
from forum.core import read_only
from forum.core.db import Base, db
from forum.core.hooks import Hook
from forum.members.models import Member
from forum.members.news import StaffDeed, staff_deeds
from forum.search.actions import forget


class Purge(Protocol):
    """Asked to delete what it keeps about some posts and members."""

    def __call__(self, posts: list[int], members: list[int], /) -> None:
        """Delete own rows, inside the transaction."""


demo_purges: Hook[Purge] = Hook("demo_purges")


def begin_read_only(
    until: datetime | None, actor: Member | None, now: datetime
) -> None:
    """Let nobody write until then, or until somebody ends it."""
    read_only.begin(until, now)
    details = {"until": until.isoformat() if until else None}
    _note("read_only_begun", details, actor, now)


def end_read_only(actor: Member | None, now: datetime) -> None:
    """Let everybody write again."""
    read_only.end()
    _note("read_only_ended", {}, actor, now)


def _note(
    action: str, details: dict[str, str | None], actor: Member | None, now: datetime
) -> None:
    for tell in staff_deeds:
        tell(actor, StaffDeed(action, "forum", read_only.ONLY, details), now)


def purge_demo() -> tuple[int, int]:
    """Delete demo threads and members; return how many threads and members."""
    threads = list(db.session.scalars(select(Thread.id).where(Thread.demo.is_(True))))
    members = list(db.session.scalars(select(Member.id).where(Member.demo.is_(True))))
    posts = list(db.session.scalars(select(Post.id).where(Post.thread_id.in_(threads))))
    for purge in demo_purges:
        purge(posts, members)
    forget(posts)
    db.session.execute(delete(Post).where(Post.id.in_(posts)))
    db.session.execute(delete(Thread).where(Thread.id.in_(threads)))
    _forget(members)
    _recount_boards()
    return len(threads), len(members)


def _forget(members: list[int]) -> None:
    """Delete members and whatever row of any table is about one of them."""
    for table in reversed(Base.metadata.sorted_tables):
        for key in table.foreign_keys:
            if key.column is Member.__table__.c.id:
                about = key.parent.in_(members)
                db.session.execute(delete(table).where(about))
    db.session.execute(delete(Member).where(Member.id.in_(members)))


def _recount_boards() -> None:
    standing = (
        select(func.count())
        .where(Thread.board_id == Board.id, Thread.state == PostState.PUBLISHED)
        .scalar_subquery()
    )
    db.session.execute(update(Board).values(thread_count=standing))
