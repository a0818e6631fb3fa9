"""Who watches and mutes what, and who is to be told."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from forum.boards.models import Board, PostState, Thread
from forum.boards.queries.reach import (
    readable_by,
    readers_among,
    readers_of,
    reads_usually,
    with_roles,
)
from forum.boards.rules import slug_of
from forum.core.answers import NotFound
from forum.core.db import db
from forum.following.models import FollowChoice, Level, Watch
from forum.members.models import Member

_THREAD = bindparam("thread", type_=Integer())
_BOARD = bindparam("board", type_=Integer())
Muted = aliased(Watch, name="muted")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a member chose about following."""

    watches_own: bool = True
    """Whether they watch each thread in which they post."""
    keeps_place: bool = True
    """Whether the forum remembers up to where they read."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A thread or a board that a member watches or mutes."""

    id: int
    level: Level
    thread_id: int | None
    slug: str
    title: str
    board: str


def watchers(thread_id: int, board_id: int, *, is_new_thread: bool) -> set[int]:
    """Return whom to tell of a new post in a thread. One query.

    They watch the thread, or its board if the thread is new; they muted neither,
    are active, and may read the thread. What this returns is true now: ask again
    when something is sent later.
    """
    asked = {"thread": thread_id, "board": board_id}
    rows = db.session.execute(_watchers(is_new_thread=is_new_thread), asked)
    return {key for (key,) in readers_among(rows)}


@cache
def _watchers(*, is_new_thread: bool) -> Select[*tuple[Any, ...]]:
    """Put together once what every post asks of a `thread` and its `board`."""
    watched = Watch.thread_id == _THREAD
    if is_new_thread:
        watched = or_(watched, Watch.board_id == _BOARD)
    muted = exists().where(
        Muted.member_id == Watch.member_id,
        Muted.level == Level.MUTE,
        or_(Muted.thread_id == _THREAD, Muted.board_id == _BOARD),
    )
    return with_roles(
        select(Watch.member_id)
        .join(Member, Member.id == Watch.member_id)
        .join(Thread, Thread.id == _THREAD)
        .join(Board, Board.id == Thread.board_id)
        .where(watched, Watch.level == Level.WATCH, ~muted, _is_open())
    )


def would_watch(
    member: ColumnElement[int], thread: ColumnElement[int], *beside: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """Choose a row for a member who watches what they post in; none if they do not.

    It has both keys, and what else is given.
    """
    board = select(Thread.board_id).where(Thread.id == thread).scalar_subquery()
    muted = exists().where(
        Watch.member_id == member,
        Watch.level == Level.MUTE,
        or_(Watch.thread_id == thread, Watch.board_id == board),
    )
    never = exists().where(
        FollowChoice.member_id == member, FollowChoice.watches_own.is_(False)
    )
    return select(member, thread, *beside).where(~muted, ~never)


def may_read(member_id: int, thread_id: int) -> bool:
    """Say whether an active member reads a thread as everybody does. One query."""
    found = (
        select(Thread.id)
        .join(Board, Board.id == Thread.board_id)
        .join(Member, Member.id == member_id)
        .where(Thread.id == thread_id, _is_open())
    )
    return bool(readers_of(found))


def choice_of(member_id: int) -> Choice:
    """Return what a member chose about following. One query."""
    row = db.session.get(FollowChoice, member_id, populate_existing=True)
    return Choice(row.watches_own, row.keeps_place) if row else Choice()


def followed_by(viewer: Member) -> list[Followed]:
    """Return what a member watches and mutes, as far as they read it. One query."""
    rows = db.session.execute(
        select(Watch, Thread, Board)
        .outerjoin(Thread, Thread.id == Watch.thread_id)
        .join(Board, Board.id == func.coalesce(Watch.board_id, Thread.board_id))
        .where(
            Watch.member_id == viewer.id,
            readable_by(viewer),
            or_(
                Thread.id.is_(None),
                and_(Thread.state == PostState.PUBLISHED, Thread.merged_into.is_(None)),
            ),
        )
        .order_by(Watch.since.desc(), Watch.id.desc())
    )
    return [_followed(*row) for row in rows]


def board_key(slug: str, viewer: Member) -> int:
    """Return the key of a board that a member reads. One query."""
    found = db.session.scalar(
        select(Board.id).where(Board.slug == slug, readable_by(viewer))
    )
    if found is None:
        raise NotFound
    return found


def unreadable() -> Select[int]:
    """Select what members follow and will never read again. One query.

    What a role of theirs refuses stays: they read it again without the role.
    """
    placed = (
        select(Watch.id)
        .join(Member, Member.id == Watch.member_id)
        .outerjoin(Thread, Thread.id == Watch.thread_id)
        .join(Board, Board.id == func.coalesce(Watch.board_id, Thread.board_id))
    )
    by_a_role = [key for (key,) in readers_of(placed.where(~reads_usually()))]
    return placed.where(
        or_(
            and_(~reads_usually(), Watch.id.not_in(by_a_role)),
            Thread.state == PostState.WITHDRAWN,
            Thread.purged_at.is_not(None),
            Thread.merged_into.is_not(None),
        )
    )


def _followed(watch: Watch, thread: Thread | None, board: Board) -> Followed:
    return Followed(
        watch.id,
        watch.level,
        thread.id if thread else None,
        slug_of(thread.title) if thread else board.slug,
        thread.title if thread else board.name,
        board.name,
    )


def _is_open() -> ColumnElement[bool]:
    """Say, within a query of members and threads, whether both are there."""
    return and_(
        Thread.state == PostState.PUBLISHED,
        Thread.merged_into.is_(None),
        Member.deactivated_at.is_(None),
        Member.is_former.is_(False),
    )
