"""What tests of moved, split and merged threads do by the way."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.boards.models import Board, Post, PostState, Thread
from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from moderation.models import ModAction
from moderation.news import undoers
from tests.boards.test_exact_counts import wrong_elsewhere, wrong_in_threads
from tests.browser import Browser, Page
from tests.world import World

WHY = "It is about something else."


def hours_ago(hours: float) -> datetime:
    """Return a moment some hours before now."""
    return utcnow() - timedelta(hours=hours)


def miscounted(world: World) -> list[str]:
    """Return every count and date that does not equal a recount."""
    posts = world.rows(Post)
    threads = [one for one in world.rows(Thread) if one.merged_into is None]
    wrong = list(wrong_in_threads(threads, posts))
    wrong += [str(one.id) for one in threads if stale(one, posts)]
    empty = {one.id for one in world.rows(Thread)} - {one.id for one in threads}
    wrong += [f"post {one.id} is lost" for one in posts if one.thread_id in empty]
    return [*wrong, *wrong_elsewhere(world, posts)]


def stale(thread: Thread, posts: list[Post]) -> bool:
    """Say whether a thread tells its lists of another newest post than it has."""
    readable = [
        one
        for one in posts
        if one.thread_id == thread.id and one.state is PostState.PUBLISHED
    ]
    newest = max(readable, key=lambda one: one.number or 0)
    return (thread.active_at, thread.last_author_id) != (
        newest.published_at,
        newest.author_id,
    )


def order(world: World, thread: int) -> list[int]:
    """Return the posts of a thread in the order of their numbers."""
    with world.reading():
        there = select(Post.id).where(Post.thread_id == thread)
        return list(db.session.scalars(there.order_by(Post.number)))


def board_slug(world: World, thread: int) -> str:
    """Return the board on which a thread stands."""
    with world.reading():
        return db.session.get_one(
            Board, db.session.get_one(Thread, thread).board_id
        ).slug


def tool(browser: Browser, thread: int, name: str, **fields: Any) -> Page:
    """Open the page of a tool for a thread, fill it in and send it."""
    browser.visit(f"/moderation/threads/{thread}/{name}")
    return browser.submit(f"/threads/{thread}/{name}", **{"reason": WHY, **fields})


def undone(world: World, kind: str, at: datetime | None = None) -> str:
    """Undo the newest effect of a kind, as reversing its decision does."""
    with world.writing():
        newest = select(ModAction).where(ModAction.kind == kind)
        action = db.session.scalars(newest.order_by(ModAction.id.desc())).first()
        assert action is not None
        return dict(undoers)[action.kind](action, at or utcnow())


def handle(world: World, member: int) -> str:
    """Return the user name of a member."""
    return world.row(Member, member).handle
