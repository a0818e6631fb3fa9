"""What a clean-up after a member would take away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select, true
from sqlalchemy.orm import aliased

from forum.boards.models import Post, PostState, Quote, Thread
from forum.core.db import db
from forum.images.models import Image
from moderation.models import ActionKind, Decision, ModAction, TargetType
from moderation.standing.rules import CLEAN_UP_MAX, Window, may_undo_clean_up

STANDS = (PostState.PUBLISHED, PostState.HIDDEN, PostState.HELD)
"""States of posts that a clean-up takes away."""

Quoting = aliased(Post, name="quoting")


@dataclass(frozen=True, slots=True)
class Reach:
    """What a clean-up would take away that reaches so far back."""

    window: Window
    posts: int
    threads: int
    replies: int
    """Replies by others in these threads; nobody sees them any more either."""
    pictures: int
    quotes: int
    """Posts by others that quote the member; they stay."""


def reaches(member_id: int, now: datetime) -> tuple[Reach, ...]:
    """Return what a clean-up would take away, for each window. Three queries."""
    theirs = and_(Post.author_id == member_id, _stands())
    windows = len(Window)
    opened = case((Post.number == 1, 1), else_=0)
    others = case((Post.number == 1, Thread.reply_count), else_=0)
    written = db.session.execute(
        select(*_each(1, now), *_each(opened, now), *_each(others, now))
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .where(theirs)
    ).one()
    pictures = db.session.execute(
        select(*_each(1, now))
        .select_from(Post)
        .join(Image, Image.post_id == Post.id)
        .where(theirs)
    ).one()
    quotes = db.session.execute(
        select(*_each(1, now))
        .select_from(Post)
        .join(Quote, Quote.source_id == Post.id)
        .join(Quoting, Quoting.id == Quote.post_id)
        .where(theirs, Quoting.author_id != member_id)
    ).one()
    return tuple(
        Reach(
            window,
            posts=written[place] or 0,
            threads=written[place + windows] or 0,
            replies=written[place + 2 * windows] or 0,
            pictures=pictures[place] or 0,
            quotes=quotes[place] or 0,
        )
        for place, window in enumerate(Window)
    )


def posts_to_remove(
    member_id: int, window: Window, now: datetime
) -> list[tuple[int, PostState]]:
    """Return the posts that a clean-up takes away, newest first. One query."""
    since = window.since(now)
    wanted = select(Post.id, Post.state).where(Post.author_id == member_id, _stands())
    if since is not None:
        wanted = wanted.where(Post.posted_at >= since)
    rows = db.session.execute(wanted.order_by(Post.id.desc()).limit(CLEAN_UP_MAX))
    return [(key, state) for key, state in rows]


def last_clean_up(member_id: int) -> ModAction | None:
    """Return the suspension of the last clean-up that was not undone. One query."""
    done = db.session.scalars(
        select(ModAction)
        .where(
            ModAction.kind == ActionKind.SUSPEND,
            ModAction.target_type == TargetType.MEMBER,
            ModAction.target_id == member_id,
            ModAction.reversed_by.is_(None),
        )
        .order_by(ModAction.id.desc())
    )
    return next((one for one in done if one.params.get("clean_up")), None)


def undoable_since(member_id: int, now: datetime) -> datetime | None:
    """Return when the last clean-up was, as long as it can be undone."""
    done = last_clean_up(member_id)
    if done is None:
        return None
    made = db.session.get_one(Decision, done.decision_id).decided_at
    return made if may_undo_clean_up(made, now) else None


def _each(what: int | ColumnElement[int], now: datetime) -> list[ColumnElement[int]]:
    """Sum something up for each window."""
    return [func.sum(case((_within(window, now), what), else_=0)) for window in Window]


def _within(window: Window, now: datetime) -> ColumnElement[bool]:
    since = window.since(now)
    return true() if since is None else Post.posted_at >= since


def _stands() -> ColumnElement[bool]:
    return and_(Post.state.in_(STANDS), Post.purged_at.is_(None))
