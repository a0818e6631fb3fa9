"""What of a batch of posts stands here by now: their threads, authors and boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from forum.boards.models import Board, PostState, Thread, ThreadTag
from forum.core.db import db
from forum.members.models import Member
from forum.moving.foreign import queries
from forum.moving.foreign.actions.people import nobody_in
from forum.moving.foreign.bodies import Body
from forum.moving.foreign.reading import PostLine, ThreadLine
from forum.moving.models import Origin

LOCKED = "Locked in the forum that this thread came from."


@dataclass(frozen=True, slots=True)
class Ready:
    """A post that can be stored."""

    line: int
    said: PostLine
    body: Body


@dataclass(slots=True)
class Here:
    """What of a batch stands here by now; keys are those of the other forum."""

    source: str
    origins: dict[str, Origin]
    threads: dict[int, Thread]
    members: dict[int, Member]
    boards: dict[int, Board]
    paths: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)

    def key(self, kind: str, id_: str) -> str:
        """Return the key under which something of the other forum is found."""
        return queries.origin_key(self.source, kind, id_)

    def origin(self, kind: str, id_: str) -> Origin | None:
        """Return what became of something of the other forum, if it came."""
        return self.origins.get(self.key(kind, id_))

    def board(self, line: ThreadLine) -> Board | None:
        """Return the board of a thread, if there is one."""
        origin = self.origin(queries.BOARD, line.board)
        return self.boards.get((origin.board_id if origin else None) or 0)

    def thread(self, id_: str) -> Thread | None:
        """Return a thread, or the one into which it went; none if it is gone."""
        origin = self.origin(queries.THREAD, id_)
        thread = self.threads.get((origin.thread_id if origin else None) or 0)
        while thread is not None and thread.merged_into is not None:
            thread = self.threads.get(thread.merged_into)
        return None if thread is None or thread.purged_at is not None else thread

    def author(self, said: PostLine) -> Member:
        """Return who wrote a post: a member, or nobody any more."""
        origin = self.origin(queries.MEMBER, said.author) if said.author else None
        member = self.members.get((origin.member_id if origin else None) or 0)
        if member is not None and not member.is_former:
            return member
        key = self.key(queries.NOBODY, said.thread)
        known = self.origins.get(key)
        if known is not None and known.member_id is not None:
            return self.members[known.member_id]
        nobody = nobody_in(self.source, said.thread, said.at)
        self.origins[key] = Origin(key=key, member_id=nobody.id)
        self.members[nobody.id] = nobody
        return nobody


def loaded(
    source: str, batch: Sequence[Ready], lines: Mapping[str, ThreadLine]
) -> Here:
    """Load what the batch touches, and hold the threads, members and boards."""
    wanted = set()
    for one in batch:
        said, line = one.said, lines.get(one.said.thread)
        wanted |= {
            (queries.POST, said.id),
            (queries.THREAD, said.thread),
            (queries.NOBODY, said.thread),
            (queries.MEMBER, said.author),
            *((queries.POST, quoted) for quoted in said.quotes),
        }
        if line is not None:
            wanted.add((queries.BOARD, line.board))
    found = queries.origins(queries.origin_key(source, *one) for one in wanted)
    threads = _held(Thread, {one.thread_id for one in found.values()})
    while into := {one.merged_into for one in threads.values()} - {None, *threads}:
        threads |= _held(Thread, into)
    boards = {one.board_id for one in found.values()}
    return Here(
        source,
        found,
        threads,
        _held(Member, {one.member_id for one in found.values()}),
        _held(Board, boards | {one.board_id for one in threads.values()}),
    )


def _held(model: Any, keys: set[int | None]) -> dict[int, Any]:
    wanted = select(model).where(model.id.in_(keys - {None})).order_by(model.id)
    fresh = wanted.with_for_update().execution_options(populate_existing=True)
    return {one.id: one for one in db.session.scalars(fresh)}


def open_threads(
    here: Here, batch: Sequence[Ready], lines: Mapping[str, ThreadLine]
) -> None:
    """Make the threads whose first post is in the batch, all at once."""
    new: dict[str, tuple[ThreadLine, Thread]] = {}
    for one in batch:
        id_ = one.said.thread
        known = here.origin(queries.POST, one.said.id)
        if known or id_ in new or here.origin(queries.THREAD, id_):
            continue
        line = lines[id_]
        board = here.board(line)
        if board is not None:
            new[id_] = line, _thread(board, here.author(one.said), one, line)
            board.thread_count += 1
    db.session.add_all(thread for _, thread in new.values())
    db.session.flush()
    for id_, (line, thread) in new.items():
        key = here.key(queries.THREAD, id_)
        here.origins[key] = Origin(key=key, thread_id=thread.id)
        db.session.add(here.origins[key])
        db.session.add_all(ThreadTag(thread_id=thread.id, tag=tag) for tag in line.tags)
        here.threads[thread.id] = thread
        here.paths |= dict.fromkeys(line.paths, (thread.id, None))


def _thread(board: Board, author: Member, one: Ready, line: ThreadLine) -> Thread:
    at = one.said.at
    return Thread(
        board_id=board.id,
        author_id=author.id,
        last_author_id=author.id,
        title=line.title,
        state=PostState.PUBLISHED,
        opened_at=at,
        active_at=at,
        last_number=0,
        reply_count=0,
        version=1,
        pinned=line.is_pinned,
        locked_at=at if line.is_locked else None,
        lock_reason=LOCKED if line.is_locked else "",
    )
