"""Taking posts out of a thread into a new one, and bringing them back."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from forum.boards.actions.merging import lead_back
from forum.boards.actions.numbering import (
    by_time,
    numbered,
    place,
    posts_in,
    recount,
    set_title,
)
from forum.boards.models import Board, Post, PostState, Thread, ThreadTag
from forum.boards.news import parted
from forum.core.answers import NotFound, Refused
from forum.core.db import db, locked

CHOOSE = "Choose the posts that go to the new thread; the first post stays."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which posts go, and what the new thread is called and where it stands."""

    posts: Collection[int]
    title: str
    board_id: int


@dataclass(frozen=True, slots=True)
class Split:
    """The new thread, its first post, and where each post stood before."""

    thread: Thread
    opener: Post
    numbers: dict[int, int]


def split(thread_id: int, wanted: Wanted) -> Split:
    """Begin a new thread with some posts of another; these keep their addresses."""
    source, board = _held(thread_id, wanted.board_id)
    posts = numbered(posts_in(thread_id))
    go = [one for one in posts if one.id in wanted.posts]
    stay = [one for one in posts if one.id not in wanted.posts]
    _require_sense(source, go, stay, wanted)
    before = {one.id: one.number or 0 for one in go}
    opener = go[0]
    thread = Thread(
        board_id=board.id,
        author_id=opener.author_id,
        last_author_id=opener.author_id,
        title=wanted.title,
        state=PostState.HELD,
        opened_at=opener.posted_at,
        active_at=opener.posted_at,
        demo=source.demo,
    )
    db.session.add(thread)
    db.session.flush()
    tags = select(ThreadTag.tag).where(ThreadTag.thread_id == thread_id)
    db.session.add_all(
        ThreadTag(thread_id=thread.id, tag=tag)
        for tag in db.session.scalars(tags).all()
    )
    place({thread.id: go, thread_id: stay})
    set_title(opener, wanted.title)
    recount(thread, go)
    recount(source, stay)
    for tell in parted:
        tell(thread_id, thread.id)
    return Split(thread, opener, before)


def unsplit(thread_id: int, source_id: int) -> None:
    """Bring a split thread back, with what was written in it since then.

    Its address leads to the thread it came from.
    """
    keys = sorted({thread_id, source_id})
    rows = {key: db.session.get_one(Thread, key) for key in keys}
    for board_id in sorted({one.board_id for one in rows.values()}):
        locked(Board, board_id)
    held = {key: locked(Thread, key) for key in keys}
    thread, source = held[thread_id], held[source_id]
    if thread.merged_into is not None or source.merged_into is not None:
        raise Refused("One of the two threads was merged into another since then.")
    if thread.purged_at is not None or source.purged_at is not None:
        raise Refused("One of the two threads was destroyed since then.")
    posts = posts_in(thread_id, source_id)
    (first,) = [one for one in posts if one.thread_id == source_id and one.number == 1]
    others = [one for one in posts if one.number is not None and one is not first]
    place({source_id: [first, *sorted(others, key=by_time)]})
    for post in posts:
        if post.thread_id == thread_id:
            post.thread_id = source_id
    db.session.flush()
    recount(source, numbered(posts))
    lead_back(thread, source_id)
    db.session.flush()


def _held(thread_id: int, board_id: int) -> tuple[Thread, Board]:
    """Hold the boards, then the thread, as everybody does."""
    thread = db.session.get(Thread, thread_id)
    if thread is None:
        raise NotFound
    boards = {key: locked(Board, key) for key in sorted({thread.board_id, board_id})}
    return locked(Thread, thread_id), boards[board_id]


def _require_sense(
    source: Thread, go: list[Post], stay: list[Post], wanted: Wanted
) -> None:
    if source.merged_into is not None or source.state is not PostState.PUBLISHED:
        raise Refused("Only a thread that is public can be split.")
    if not go or not stay or stay[0].number != 1 or len(go) != len(set(wanted.posts)):
        raise Refused(CHOOSE)
    if go[0].state is not PostState.PUBLISHED:
        raise Refused(
            "The first post you choose opens the new thread, so it has to be public."
        )
