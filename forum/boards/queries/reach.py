"""Which boards a viewer reads, as a condition that every list of posts asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, true

from forum.boards.models import Audience, Board
from forum.boards.rules import audiences
from forum.core.db import db
from forum.members.models import Member, Role
from forum.members.permissions import (
    NOTHING_SAID,
    Permission,
    Reach,
    lets,
    reach,
    roles_in,
)
from forum.members.viewers import Viewer

CIRCLES = 256
"""For so many circles a page keeps its statements; most forums have three."""


@dataclass(frozen=True, slots=True)
class Circle:
    """All that decides which boards somebody reads: the same for most members."""

    audiences: tuple[Audience, ...]
    roles: Reach


def circle_of(viewer: Viewer) -> Circle:
    """Return the circle to which a viewer belongs."""
    return Circle(audiences(viewer), reach(viewer, Permission.READ))


def readable_in(circle: Circle, board: type[Board] = Board) -> ColumnElement[bool]:
    """Say, within a query of boards, which of them are read by a circle."""
    return _with_roles(circle.roles, board.read.in_(circle.audiences), board)


def readable_by(viewer: Viewer, board: type[Board] = Board) -> ColumnElement[bool]:
    """Say, within a query of boards, which of them a viewer reads."""
    return readable_in(circle_of(viewer), board)


def may_open_threads(viewer: Viewer) -> ColumnElement[bool]:
    """Say, within a query of boards, on which of them a viewer opens threads."""
    usual = Board.write.in_(audiences(viewer))
    return _with_roles(reach(viewer, Permission.THREAD), usual, Board)


def reads_usually() -> ColumnElement[bool]:
    """Say, within a query of members and boards, who reads a board without a role."""
    return or_(Board.read != Audience.STAFF, Member.role != Role.MEMBER)


def readers_of(asked: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows of a query of members and boards whose member reads the board.

    What roles of an administrator's making say is a list that SQL cannot look into,
    so who has any comes along and is looked at here; a refusal wins. One query.
    """
    return readers_among(db.session.execute(with_roles(asked)))


def with_roles(asked: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Let a query of members and boards bring along what says who reads the board."""
    some = asked.where(or_(reads_usually(), Member.custom_roles.is_not(None)))
    return some.add_columns(Board.id, reads_usually(), Member.custom_roles)


def readers_among(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Return the rows of such a query whose member reads the board."""
    return [
        tuple(row)
        for *row, board_id, usually, said in rows
        if lets(roles_in(said), Permission.READ, board_id, usually=usually)
    ]


def _with_roles(
    said: Reach, usual: ColumnElement[bool], board: type[Board]
) -> ColumnElement[bool]:
    """Mind what roles of an administrator's making give; what they refuse wins."""
    if said == NOTHING_SAID:
        return usual
    given = true() if said.given is None else board.id.in_(said.given)
    refused = true() if said.refused is None else board.id.in_(said.refused)
    return and_(or_(usual, given), ~refused)
