"""Many members with cards, and the statistics that are made of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from forum.solar.kinds import InverterType, SystemType
from forum.solar.system import Array, System
from forum.systems import actions, queries
from forum.systems.models import SystemCard
from forum.systems.rules import DEFAULTS, Table, all_tables
from tests.world import World

HOME = System(
    dc_kw=6.4,
    system_type=SystemType.RESIDENTIAL,
    state="MA",
    inverter_type=InverterType.STRING,
    arrays=(Array(30, 180),),
    year_installed=2021,
)
QUARTER = timedelta(days=92)
Cells = dict[tuple[str, str], int | None]


def crowd(
    world: World, names: Iterable[str], at: datetime | None = None, **changes: Any
) -> list[int]:
    """Give each of some new members a card of the same kind; return their keys."""
    at = at or utcnow() - timedelta(days=1)
    made = []
    with world.writing():
        for name in names:
            member = Member(handle=name, handle_key=name, joined_at=at)
            db.session.add(member)
            db.session.flush()
            system = replace(HOME, **changes)
            actions.add(member.id, system, DEFAULTS, True, at)
            made.append(member.id)
    return made


def named(start: str, count: int) -> list[str]:
    """Return some names."""
    return [f"{start}{number:02}" for number in range(count)]


def more_cards(world: World, member: int, count: int, **changes: Any) -> None:
    """Give a member further cards, past the limit there is for everybody."""
    with world.writing():
        for _ in range(count):
            card = SystemCard(
                member_id=member, created_at=utcnow(), changed_at=utcnow()
            )
            actions.write(card, replace(HOME, **changes), DEFAULTS)
            card.beside_posts = True
            db.session.add(card)


def snapshot(world: World, at: datetime | None = None) -> bool:
    """Make the statistics of the quarter; say whether new ones stand."""
    with world.writing():
        return actions.take_snapshot(at or utcnow())


def chart(world: World, name: str) -> Cells:
    """Return the published cells of a chart."""
    with world.reading():
        figures = queries.figures()
        assert figures is not None
        return {(cell.row, cell.column): cell.count for cell in figures.cells[name]}


def as_made_now(world: World) -> tuple[Table, ...]:
    """Return the tables as they would be published of what is stored now."""
    with world.reading():
        return all_tables(queries.contributions())
