"""Watching and muting threads and boards."""

from datetime import datetime
from functools import cache

from sqlalchemy import Insert, Integer, bindparam, delete, literal
from sqlalchemy.dialects import postgresql, sqlite

from forum.core.columns import UTCDateTime
from forum.core.db import change_rows, db, insert_once
from forum.following import queries
from forum.following.models import Level, Watch


def watch(
    member_id: int,
    now: datetime,
    *,
    thread_id: int | None = None,
    board_id: int | None = None,
) -> None:
    """Let a member be told of what comes in a thread, or of new threads on a board."""
    _follow(member_id, Level.WATCH, now, thread_id=thread_id, board_id=board_id)


def mute(
    member_id: int,
    now: datetime,
    *,
    thread_id: int | None = None,
    board_id: int | None = None,
) -> None:
    """Keep a member from being told anything of a thread or a board."""
    _follow(member_id, Level.MUTE, now, thread_id=thread_id, board_id=board_id)


def stop(
    member_id: int, *, thread_id: int | None = None, board_id: int | None = None
) -> None:
    """Let a member follow a thread or a board as everybody does."""
    db.session.execute(
        delete(Watch).where(
            Watch.member_id == member_id,
            Watch.thread_id.is_not_distinct_from(thread_id),
            Watch.board_id.is_not_distinct_from(board_id),
        )
    )


def stop_one(member_id: int, watch_id: int) -> None:
    """Let a member stop following what stands on their list; twice does no harm."""
    theirs = Watch.member_id == member_id
    db.session.execute(delete(Watch).where(Watch.id == watch_id, theirs))


def watch_own(member_id: int, thread_id: int, now: datetime) -> None:
    """Let a member watch a thread they post in, unless they chose otherwise.

    They did if they wish to watch none by itself, or muted the thread or its board.
    """
    asked = {"member": member_id, "thread": thread_id, "now": now}
    db.session.execute(_own_watch(db.engine.dialect.name), asked)


@cache
def _own_watch(database: str) -> Insert:
    kind = sqlite if database == "sqlite" else postgresql
    row = queries.would_watch(
        bindparam("member", type_=Integer()),
        bindparam("thread", type_=Integer()),
        literal(Level.WATCH, Watch.level.type),
        bindparam("now", type_=UTCDateTime()),
    )
    names = ["member_id", "thread_id", "level", "since"]
    made = kind.insert(Watch.__table__).from_select(names, row)
    once: Insert = made.on_conflict_do_nothing()
    return once


def forget_unreadable() -> int:
    """Delete what members watch and may not read any more."""
    return change_rows(delete(Watch).where(Watch.id.in_(queries.unreadable())))


def _follow(
    member_id: int,
    level: Level,
    now: datetime,
    *,
    thread_id: int | None,
    board_id: int | None,
) -> None:
    stop(member_id, thread_id=thread_id, board_id=board_id)
    insert_once(
        Watch,
        {
            "member_id": member_id,
            "thread_id": thread_id,
            "board_id": board_id,
            "level": level,
            "since": now,
        },
    )
