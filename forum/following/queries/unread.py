"""What is new for a member: never what they may not read, wrote or muted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Exists,
    FromClause,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import aliased, outerjoin

from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.queries.reach import readable_by
from forum.core.columns import UTCDateTime
from forum.core.db import db
from forum.following.models import (
    FollowChoice,
    Level,
    ReadAll,
    ReadBoard,
    ReadUpTo,
    Watch,
)
from forum.following.rules import COUNTED_MAX, LISTED_MAX, NEW_FOR, newest_of
from forum.members.models import Member

Listed = aliased(Board, name="listed")
First = aliased(Post, name="first_new")


@dataclass(frozen=True, slots=True)
class ThreadNews:
    """What is new in a thread, and how the member follows it."""

    count: int
    level: str


@dataclass(frozen=True, slots=True)
class BoardNews:
    """Whether something is new on a board, and how the member follows it."""

    is_new: bool
    level: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Up to where a member has read a thread."""

    level: str = ""
    number: int = 0
    count: int = 0
    first_id: int | None = None
    first_number: int = 0


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads, and since when something can be new to them, within a query."""

    id: ColumnElement[int]
    since: ColumnElement[datetime]


_ANYBODY = _Reader(
    bindparam("reader", type_=Integer()), bindparam("since", type_=UTCDateTime())
)
"""For statements that are put together once; `_values` says who it is."""


def _values(member: Member, now: datetime) -> dict[str, Any]:
    return {"reader": member.id, "since": newest_of(now - NEW_FOR, member.joined_at)}


def read_up_to(member_id: int, thread_id: int) -> int:
    """Return the number of the last post a member read, 0 for none. One query.

    Nothing is kept for posts that count as read by themselves: older than 60 days,
    from before the member joined, or covered by “Mark all as read”.
    """
    found = select(ReadUpTo.number).where(
        ReadUpTo.member_id == member_id, ReadUpTo.thread_id == thread_id
    )
    return db.session.scalar(found) or 0


def news_of(
    member: Member, threads: Collection[int], boards: Collection[str], now: datetime
) -> tuple[dict[int, ThreadNews], dict[str, BoardNews]]:
    """Return what is new in threads and on boards that a page lists. One query."""
    asked: dict[str, Any] = {}
    if threads:
        asked["threads"] = list(threads)
    if boards:
        asked["boards"] = list(boards)
    if not asked:
        return {}, {}
    statement, asked = _news(tuple(asked)), asked | _values(member, now)
    in_threads: dict[int, ThreadNews] = {}
    on_boards: dict[str, BoardNews] = {}
    for key, slug, count, level in db.session.execute(statement, asked):
        if slug is None:
            in_threads[key] = ThreadNews(count, level or "")
        else:
            on_boards[slug] = BoardNews(bool(count), level or "")
    return in_threads, on_boards


def standing(member: Member, thread_id: int, now: datetime) -> Standing:
    """Return up to where a member has read a thread. One query."""
    asked = {"thread": thread_id} | _values(member, now)
    row = db.session.execute(_standing(), asked).one_or_none()
    if row is None:
        return Standing()
    number, count, first_id, first_number, level = row
    return Standing(level or "", number, count, first_id, first_number or 0)


def unread_keys(member: Member, now: datetime) -> CompoundSelect[int]:
    """Select the threads in which something is new for a member.

    The newest ones, and the newest of those they watch: nobody goes through more.
    """
    since = literal(newest_of(now - NEW_FOR, member.joined_at), UTCDateTime())
    reader = _Reader(literal(member.id), since)
    new = (
        select(Thread.id)
        .select_from(_read_by(reader))
        .join(Board, Board.id == Thread.board_id)
        .where(
            readable_by(member),
            _may_have_news(reader),
            # No EXISTS: PostgreSQL would join it for all threads before it takes some.
            _new_posts(reader).limit(1).scalar_subquery().is_not(None),
            ~_is_muted(reader),
        )
        .order_by(Thread.active_at.desc(), Thread.id.desc())
        .limit(LISTED_MAX)
        .correlate(None)
    )
    theirs = select(Watch.thread_id).where(
        Watch.member_id == member.id, Watch.level == Level.WATCH
    )
    watched = new.where(Thread.id.in_(theirs))
    return union(*(select(one.subquery().c.id) for one in (new, watched)))


def is_watched(member: Member) -> ColumnElement[bool]:
    """Say, within a list of threads, whether a member watches one."""
    watched = exists().where(
        Watch.member_id == member.id,
        Watch.thread_id == Thread.id,
        Watch.level == Level.WATCH,
    )
    return watched.correlate(Thread)


@cache
def _news(listed: tuple[str, ...]) -> CompoundSelect[int, str | None, int, str | None]:
    """Put together once what is asked for a page that lists threads, boards or both."""
    of = {"threads": _of_threads, "boards": _of_boards}
    return union_all(*(of[name](_ANYBODY) for name in listed))


@cache
def _standing() -> Select[*tuple[Any, ...]]:
    """Put together once what is asked for a page of a `thread`."""
    new = _new_posts(_ANYBODY)
    first = new.order_by(Post.number).limit(1).scalar_subquery()
    return (
        select(
            func.coalesce(ReadUpTo.number, 0),
            _counted(new),
            First.id,
            First.number,
            _level(_ANYBODY, Watch.thread_id == Thread.id),
        )
        .select_from(_read_by(_ANYBODY))
        .outerjoin(First, First.id == first)
        .where(Thread.id == bindparam("thread"))
    )


def _of_threads(reader: _Reader) -> Select[int, str | None, int, str | None]:
    count = func.coalesce(_counted(_new_posts(reader).where(~_is_muted(reader))), 0)
    level = _level(reader, Watch.thread_id == Thread.id)
    return (
        select(Thread.id, null().label("slug"), count, level)
        .select_from(_read_by(reader))
        .where(
            Thread.id.in_(bindparam("threads", expanding=True)),
            Thread.state == PostState.PUBLISHED,
        )
    )


def _of_boards(reader: _Reader) -> Select[int, str | None, int, str | None]:
    news = (
        select(literal(1))
        .select_from(_read_by(reader))
        .where(
            Thread.board_id == Listed.id,
            _may_have_news(reader),
            _new_posts(reader).exists(),
            ~_is_muted(reader),
        )
        .limit(1)
        .correlate(Listed)
        .scalar_subquery()
    )
    level = _level(reader, Watch.board_id == Listed.id, Listed)
    return select(Listed.id, Listed.slug, func.coalesce(news, 0), level).where(
        Listed.slug.in_(bindparam("boards", expanding=True))
    )


def _read_by(reader: _Reader) -> FromClause:
    """Join what a member has read to threads."""
    here = and_(ReadUpTo.thread_id == Thread.id, ReadUpTo.member_id == reader.id)
    board = and_(
        ReadBoard.board_id == Thread.board_id, ReadBoard.member_id == reader.id
    )
    joined = outerjoin(outerjoin(Thread, ReadUpTo, here), ReadBoard, board)
    joined = outerjoin(joined, ReadAll, ReadAll.member_id == reader.id)
    return outerjoin(joined, FollowChoice, FollowChoice.member_id == reader.id)


def _new_posts(reader: _Reader) -> Select[int]:
    """Select the posts of a thread that are new to a member, where it is listed."""
    return (
        select(Post.id)
        .where(
            Post.thread_id == Thread.id,
            Post.number > func.coalesce(ReadUpTo.number, 0),
            Post.state == PostState.PUBLISHED,
            Post.author_id != reader.id,
            Post.published_at > reader.since,
            or_(ReadBoard.at.is_(None), Post.published_at > ReadBoard.at),
            or_(ReadAll.at.is_(None), Post.published_at > ReadAll.at),
            func.coalesce(FollowChoice.keeps_place, True),
        )
        .correlate(Thread, ReadUpTo, ReadBoard, ReadAll, FollowChoice)
    )


def _may_have_news(reader: _Reader) -> ColumnElement[bool]:
    # Asked once, not for each thread: so what is older need not be looked at.
    read = select(ReadAll.at).where(
        ReadAll.member_id == reader.id, ReadAll.at > reader.since
    )
    forgets = exists().where(
        FollowChoice.member_id == reader.id, FollowChoice.keeps_place.is_(False)
    )
    return and_(
        ~forgets.correlate(None),
        Thread.state == PostState.PUBLISHED,
        Thread.active_at
        > func.coalesce(read.correlate(None).scalar_subquery(), reader.since),
        Thread.last_number > func.coalesce(ReadUpTo.number, 0),
    )


def _counted(new: Select[int]) -> ScalarSelect[int]:
    """Count new posts, but no further than anybody is told."""
    some = new.limit(COUNTED_MAX).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _is_muted(reader: _Reader) -> Exists:
    return (
        exists()
        .where(
            Watch.member_id == reader.id,
            Watch.level == Level.MUTE,
            or_(Watch.thread_id == Thread.id, Watch.board_id == Thread.board_id),
        )
        .correlate(Thread)
    )


def _level(
    reader: _Reader, place: ColumnElement[bool], of: Any = Thread
) -> ScalarSelect[str]:
    return (
        select(Watch.level)
        .where(Watch.member_id == reader.id, place)
        .correlate(of)
        .scalar_subquery()
    )
