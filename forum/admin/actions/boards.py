"""Making, changing, ordering, archiving and deleting boards and their groups."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from forum.admin import queries, rules
from forum.admin.actions.noting import note
from forum.boards.models import Audience, Board, BoardGroup, FormerSlug
from forum.core.answers import Refused, Stale, require
from forum.core.db import db, locked
from forum.members.models import Member

CHANGED = "Somebody else changed this board meanwhile. Look at what it says now."


@dataclass(frozen=True, slots=True)
class BoardWords:
    """A board as an administrator wants it."""

    name: str
    slug: str
    about: str
    hint: str
    icon: str
    group_id: int
    read: Audience
    write: Audience
    asks: bool
    thread_form: str


def add_group(actor: Member, name: str, now: datetime) -> BoardGroup:
    """Add a heading below all others."""
    last = db.session.scalar(select(func.max(BoardGroup.position)))
    group = BoardGroup(name=name, position=0 if last is None else last + 1)
    db.session.add(group)
    db.session.flush()
    note(actor, "group_added", ("board_group", group.id), now, name=name)
    return group


def rename_group(actor: Member, group_id: int, name: str, now: datetime) -> None:
    """Give a heading another name."""
    group = locked(BoardGroup, group_id)
    before, group.name = group.name, name
    said = {"before": before, "after": name}
    note(actor, "group_renamed", ("board_group", group.id), now, **said)


def delete_group(actor: Member, group_id: int, now: datetime) -> None:
    """Delete a heading without boards."""
    group = locked(BoardGroup, group_id)
    if db.session.scalar(select(Board.id).where(Board.group_id == group_id).limit(1)):
        raise Refused(f"{group.name} has boards. Move or delete them first.")
    db.session.delete(group)
    note(actor, "group_deleted", ("board_group", group_id), now, name=group.name)


def move_group(actor: Member, group_id: int, *, up: bool, now: datetime) -> None:
    """Let a heading change places with the one before or after it."""
    locked(BoardGroup, group_id)
    ordered = select(BoardGroup).order_by(BoardGroup.position, BoardGroup.id)
    if _swap(list(db.session.scalars(ordered)), group_id, up=up):
        note(actor, "group_moved", ("board_group", group_id), now, up=up)


def add_board(actor: Member, words: BoardWords, now: datetime) -> Board:
    """Add a board below the others of its group."""
    board = Board(position=_end_of(words.group_id), **asdict(words))
    _free(words.slug)
    db.session.add(board)
    db.session.flush()
    note(actor, "board_added", ("board", board.id), now, slug=board.slug)
    return board


def change_board(
    actor: Member, board_id: int, words: BoardWords, seen: str, now: datetime
) -> bool:
    """Let a board be as it is wanted; its old address leads on from now on.

    `seen` is the mark of what stood there when the form was shown.
    """
    board = locked(Board, board_id)
    if seen != queries.mark_of(board):
        raise Stale(CHANGED)
    before = {name: getattr(board, name) for name in asdict(words)}
    changes = {
        name: value for name, value in asdict(words).items() if value != before[name]
    }
    if "slug" in changes:
        _free(words.slug)
        db.session.add(FormerSlug(slug=board.slug, board_id=board.id))
    if "group_id" in changes:
        board.position = _end_of(words.group_id)
    for name, value in changes.items():
        setattr(board, name, value)
    if changes:
        told = {name: [str(before[name]), str(changes[name])] for name in changes}
        note(actor, "board_changed", ("board", board.id), now, **told)
    return bool(changes)


def move_board(actor: Member, board_id: int, *, up: bool, now: datetime) -> None:
    """Let a board change places with the one before or after it in its group."""
    board = locked(Board, board_id)
    ordered = (
        select(Board)
        .where(Board.group_id == board.group_id)
        .order_by(Board.position, Board.id)
    )
    if _swap(list(db.session.scalars(ordered)), board_id, up=up):
        note(actor, "board_moved", ("board", board_id), now, up=up)


def archive(actor: Member, board_id: int, *, ends: bool, now: datetime) -> None:
    """Let a board only be read from now on, or take posts again."""
    board = locked(Board, board_id)
    if ends == (board.archived_at is not None):
        board.archived_at = None if ends else now
        action = "board_reopened" if ends else "board_archived"
        note(actor, action, ("board", board_id), now)


def delete_board(actor: Member, board_id: int, now: datetime) -> None:
    """Delete a board on which nothing stands."""
    board = locked(Board, board_id)
    threads, drafts = queries.standing_on(board_id)
    require(rules.may_delete_board(board, threads, drafts))
    for moderator in queries.moderators_of(board_id):
        raise Refused(f"{moderator} looks after {board.name}. Change that first.")
    for role in queries.custom_roles():
        if board_id in (role.boards or ()):
            raise Refused(
                f"The role “{role.name}” is about {board.name}. Change that first."
            )
    db.session.delete(board)
    db.session.flush()
    note(actor, "board_deleted", ("board", board_id), now, slug=board.slug)


def _free(slug: str) -> None:
    """Let an address lead to the board that has it now, not to one that had it."""
    db.session.execute(delete(FormerSlug).where(FormerSlug.slug == slug))


def _end_of(group_id: int) -> int:
    locked(BoardGroup, group_id)
    last = select(func.max(Board.position)).where(Board.group_id == group_id)
    found = db.session.scalar(last)
    return 0 if found is None else found + 1


def _swap(rows: Sequence[Board | BoardGroup], key: int, *, up: bool) -> bool:
    """Number rows anew with one of them a place further; no if it is at the end."""
    at = next(place for place, row in enumerate(rows) if row.id == key)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return False
    places = list(range(len(rows)))
    places[at], places[to] = to, at
    for row, place in zip(rows, places, strict=True):
        row.position = place
    return True
