"""Where the index joins the posts: whatever changes one changes the other."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_state

from forum.boards.models import Post, Thread
from forum.boards.news import Like, SimilarTo, similar, taken_in
from forum.core.clock import utcnow
from forum.core.db import db, transaction
from forum.core.forgetting import clearing
from forum.core.traces import leftovers
from forum.members.viewers import Viewer
from forum.search import actions, queries

OF_POST = ("html", "state", "number", "thread_id")
OF_THREAD = ("title",)
OPENS = ("state", "number", "thread_id")
OF_ALIKE = ("title", "state", "board_id", "merged_into")
ROUNDS_MAX = 10_000


def init_app(app: Flask) -> None:
    """Let the index follow every change, and forget for good with the rest."""
    # Words change in many places, such as quotations of what was taken back. All of
    # them go through rows, and the session tells of every row that it writes.
    if not event.contains(db.session, "after_flush", follow):
        event.listen(db.session, "after_flush", follow)
    clearing.add(app, clear)
    leftovers.add(app, queries.left_of)
    similar.add(app, like)
    taken_in.add(app, actions.take_in)


def follow(session: Session, context: Any) -> None:  # noqa: ARG001 - an event
    """Arrange the words of posts that were just written, in the same transaction."""
    actions.add(one for one in session.new if isinstance(one, Post))
    changed = list(session.dirty)
    posts = {
        one.id for one in changed if isinstance(one, Post) and _differs(one, OF_POST)
    }
    threads = {
        one.id
        for one in changed
        if isinstance(one, Thread) and _differs(one, OF_THREAD)
    }
    if posts or threads:
        actions.follow(posts, threads)
    if others := _new_or_other(session, [*session.new, *changed]):
        actions.find_alike_soon(sorted(others), utcnow())


def clear(now: datetime) -> None:  # noqa: ARG001 - of the hook
    """Have forgotten words overwritten, some in each transaction."""
    for _ in range(ROUNDS_MAX):
        with transaction():
            if not actions.tidy():
                return


def like(viewer: Viewer, subject: SimilarTo, /) -> list[Like]:
    """Return threads about the same as a title."""
    return list(
        queries.similar_threads(subject.title, viewer, board=subject.board_slug)
    )


def _new_or_other(session: Session, rows: Iterable[Any]) -> set[int]:
    """Return the threads that were opened, are about something else, or moved.

    Those that another forum brings are no rows of the session when they have posts:
    all of them are looked at together (`take_in`).
    """
    found: set[int] = set()
    for one in rows:
        if isinstance(one, Post):
            if one.number == 1 and _differs(one, OPENS):
                found.add(one.thread_id)
        elif isinstance(one, Thread) and one not in session.new:
            found |= {one.id} if _differs(one, OF_ALIKE) else set()
    return found


def _differs(row: Post | Thread, names: tuple[str, ...]) -> bool:
    attributes = instance_state(row).attrs
    return any(attributes[name].history.has_changes() for name in names)
