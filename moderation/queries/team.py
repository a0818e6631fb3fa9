"""Who looks after which boards, and how each moderator works."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.boards.models import Board
from forum.core.db import db
from forum.members.models import Member, Role
from moderation.keys import Keys
from moderation.models import KeyChoice


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of staff, and which boards they look after."""

    id: int
    handle: str
    is_administrator: bool
    board_ids: tuple[int, ...]
    """None of them means all."""


def team() -> tuple[Colleague, ...]:
    """Return who looks after the forum. One query."""
    staff = select(Member).where(
        Member.role != Role.MEMBER, Member.deactivated_at.is_(None)
    )
    return tuple(
        Colleague(
            one.id,
            one.handle,
            one.role is Role.ADMINISTRATOR,
            tuple(one.moderates or ()),
        )
        for one in db.session.scalars(staff.order_by(Member.handle_key))
    )


def boards_to_assign() -> tuple[tuple[int, str], ...]:
    """Return every board. One query."""
    rows = db.session.execute(select(Board.id, Board.name).order_by(Board.name))
    return tuple((key, name) for key, name in rows)


def keys_of(moderator: Member) -> Keys:
    """Return by which keys a moderator works. One query."""
    chosen = db.session.get(KeyChoice, moderator.id)
    if chosen is None:
        return Keys()
    return Keys(chosen.are_off, {**Keys().by_deed, **chosen.keys})
