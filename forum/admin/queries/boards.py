"""Boards as administrators see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import func, select

from forum.boards.models import Board, BoardGroup, FormerSlug, Thread, ThreadStub
from forum.boards.saved import SavedDraft
from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member, Role


@dataclass(frozen=True, slots=True)
class GroupOfBoards:
    """A heading with the boards below it, whoever may read them."""

    id: int
    name: str
    boards: tuple[Board, ...]


def groups() -> Sequence[BoardGroup]:
    """Return all headings in their order. One query."""
    ordered = select(BoardGroup).order_by(BoardGroup.position, BoardGroup.id)
    return db.session.scalars(ordered).all()


def every_board() -> tuple[GroupOfBoards, ...]:
    """Return all boards under their headings. Two queries."""
    ordered = select(Board).order_by(Board.position, Board.id)
    boards = db.session.scalars(ordered).all()
    return tuple(
        GroupOfBoards(
            group.id,
            group.name,
            tuple(board for board in boards if board.group_id == group.id),
        )
        for group in groups()
    )


def board_numbered(board_id: int) -> Board:
    """Return a board. One query."""
    board = db.session.get(Board, board_id)
    if board is None:
        raise NotFound
    return board


def group_numbered(group_id: int) -> BoardGroup:
    """Return a heading. One query."""
    group = db.session.get(BoardGroup, group_id)
    if group is None:
        raise NotFound
    return group


def mark_of(board: Board) -> str:
    """Return a mark that is another one as soon as the board says something else."""
    said = (
        *(board.name, board.slug, board.about, board.hint, board.icon),
        *(board.group_id, str(board.read), str(board.write)),
        *(board.asks, board.thread_form),
    )
    return sha256(repr(said).encode()).hexdigest()[:16]


def is_slug_free(slug: str, board_id: int | None) -> bool:
    """Say whether a board may have an address; its own earlier ones it may."""
    has = select(Board.id).where(Board.slug == slug)
    had = select(FormerSlug.board_id).where(FormerSlug.slug == slug)
    found = [*db.session.scalars(has), *db.session.scalars(had)]
    return all(one == board_id for one in found)


def address_now(slug: str) -> str | None:
    """Return the address of the board that had another one before. One query."""
    return db.session.scalar(
        select(Board.slug)
        .join(FormerSlug, FormerSlug.board_id == Board.id)
        .where(FormerSlug.slug == slug)
    )


def standing_on(board_id: int) -> tuple[int, int]:
    """Return how many threads and drafts belong to a board. Three queries."""
    threads = select(func.count()).where(Thread.board_id == board_id)
    stubs = select(func.count()).where(ThreadStub.board_id == board_id)
    drafts = select(func.count()).where(SavedDraft.board_id == board_id)
    there, left, begun = (
        db.session.scalar(one) or 0 for one in (threads, stubs, drafts)
    )
    return there + left, begun


def moderators_of(board_id: int) -> list[str]:
    """Return who looks after this board and not after the whole forum. One query."""
    staff = select(Member.handle, Member.moderates).where(
        Member.role == Role.MODERATOR, Member.moderates.is_not(None)
    )
    rows = db.session.execute(staff)
    return [handle for handle, boards in rows if board_id in (boards or ())]
