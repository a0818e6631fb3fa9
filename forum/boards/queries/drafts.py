"""What is asked about drafts; only their owner ever asks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from forum.boards import rules
from forum.boards.models import Board, Post, PostState, Thread
from forum.boards.queries.reach import readable_by
from forum.boards.saved import SavedDraft
from forum.core.db import db
from forum.members.models import Member

EXCERPT = 240


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where a draft would go: a board for a thread, a thread for a reply.

    Or a post for its correction.
    """

    board_id: int | None = None
    thread_id: int | None = None
    post_id: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as its owner goes on with it."""

    id: int
    once: str
    title: str
    body: str
    tags: str
    saved_at: datetime
    alts: Mapping[int, str] = field(default_factory=dict)
    token: str = ""
    """By which a form says that it has seen this draft as it is."""
    reason: str = ""
    revision: int | None = None
    """Which wording of a post its author had before them."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as a line of its owner's list."""

    id: int
    title: str
    body: str
    saved_at: datetime
    board_slug: str = ""
    """The board of a thread in the making, if its owner may read it."""
    board_name: str = ""
    thread_id: int | None = None
    """The thread of a reply, if its owner may read it."""
    thread_title: str = ""
    post_id: int | None = None
    """The post of a correction."""

    @property
    def excerpt(self) -> str:
        """How the text begins, in a line."""
        line = " ".join(self.body.split())
        return line if len(line) <= EXCERPT else line[:EXCERPT].rstrip() + "…"

    @property
    def has_place(self) -> bool:
        """Whether there is a page on which its owner can go on writing."""
        return bool(self.board_slug or self.thread_id)


def draft_row(member_id: int, place: DraftPlace) -> SavedDraft | None:
    """Return the row of a member's draft for one place. One query."""
    return db.session.scalar(
        select(SavedDraft).where(
            SavedDraft.member_id == member_id,
            SavedDraft.board_id == place.board_id,
            SavedDraft.thread_id == place.thread_id,
            SavedDraft.post_id == place.post_id,
        )
    )


def draft_at(member_id: int, place: DraftPlace) -> Saved | None:
    """Return a member's draft for one place, to go on with. One query."""
    row = draft_row(member_id, place)
    return saved_of(row) if row is not None else None


def saved_of(row: SavedDraft) -> Saved:
    """Return a draft as its owner goes on with it. No query."""
    alts = {int(key): str(alt) for key, alt in json.loads(row.alts or "{}").items()}
    return Saved(
        row.id,
        row.once,
        row.title,
        row.body,
        row.tags,
        row.saved_at,
        alts,
        row.token,
        row.reason or "",
        row.revision,
    )


def draft_saved_at(member_id: int, thread_id: int) -> datetime | None:
    """Return when a member saved a draft of a reply, if there is one. One query."""
    return db.session.scalar(
        select(SavedDraft.saved_at).where(
            SavedDraft.member_id == member_id, SavedDraft.thread_id == thread_id
        )
    )


def draft_count(member_id: int) -> int:
    """Return how many drafts a member has. One query."""
    theirs = select(func.count()).where(SavedDraft.member_id == member_id)
    return db.session.scalar(theirs) or 0


def drafts_of(member: Member) -> tuple[DraftRow, ...]:
    """Return a member's drafts, newest first. One query.

    What they may not read any more is not named.
    """
    over = aliased(Board)
    rows = db.session.execute(
        select(SavedDraft, Board, Thread)
        .outerjoin(Board, (Board.id == SavedDraft.board_id) & readable_by(member))
        .outerjoin(Post, Post.id == SavedDraft.post_id)
        .outerjoin(
            Thread,
            (Thread.id == func.coalesce(SavedDraft.thread_id, Post.thread_id))
            & or_(Thread.state == PostState.PUBLISHED, Thread.author_id == member.id)
            & Thread.board_id.in_(select(over.id).where(readable_by(member, over))),
        )
        .where(SavedDraft.member_id == member.id)
        .order_by(SavedDraft.saved_at.desc(), SavedDraft.id.desc())
        .limit(rules.DRAFTS_MAX)
    ).all()
    return tuple(_line(*row) for row in rows)


def _line(draft: SavedDraft, board: Board | None, thread: Thread | None) -> DraftRow:
    return DraftRow(
        draft.id,
        draft.title,
        draft.body,
        draft.saved_at,
        board.slug if board else "",
        board.name if board else "",
        thread.id if thread else None,
        thread.title if thread else "",
        draft.post_id if thread else None,
    )
