"""Taking part in the statistics, and making them."""

from datetime import datetime

from sqlalchemy import select

from forum.core.db import db, insert_once, locked
from forum.systems import queries, rules
from forum.systems.models import (
    Snapshot,
    SnapshotCell,
    SystemsChoice,
)
from forum.systems.news import forum_tables
from forum.systems.rules import Table
from forum.systems.rules.counting import FEW


def choose(
    member_id: int, takes_part: bool, counts_yields: bool, now: datetime
) -> None:
    """Set whether a member takes part in the statistics, and with yields."""
    row = choice_of(member_id, now)
    if (row.takes_part, row.counts_yields) != (takes_part, counts_yields):
        row.takes_part, row.counts_yields = takes_part, counts_yields
        row.changed_at = now


def take_snapshot(now: datetime) -> bool:
    """Make the statistics of a quarter, once; say whether new ones were published.

    If fewer than ten members changed anything since the last ones, those stay:
    a difference between two publications never rests on a few. Figures of the
    forum are about what everybody can read, so they are new each quarter.
    """
    quarter = rules.quarter_of(now)
    last = queries.last_standing()
    stands = queries.changed_since(last.taken_at if last else None) >= FEW
    values = {"quarter": quarter, "taken_at": now, "stands": stands}
    if not insert_once(Snapshot, values):
        return False
    made = select(Snapshot.id).where(Snapshot.quarter == quarter)
    key = db.session.scalars(made).one()
    tables = [table for ask in forum_tables for table in ask(now) if table.is_told]
    if stands:
        systems = rules.all_tables(queries.contributions())
        tables += rules.steadied(systems, queries.last_told(last), now)
    for table in tables:
        _store(key, table, now)
    return stands


def _store(key: int, table: Table, now: datetime) -> None:
    for position, cell in enumerate(table.cells):
        db.session.add(
            SnapshotCell(
                snapshot_id=key,
                chart=table.chart,
                position=position,
                row=cell.row,
                column=cell.column,
                count=cell.count,
                low=cell.low,
                middle=cell.middle,
                high=cell.high,
                made_at=cell.made_at or now,
            )
        )


def choice_of(member_id: int, now: datetime) -> SystemsChoice:
    """Return what a member chose, made if need be, held until the end."""
    values = {
        "member_id": member_id,
        "takes_part": True,
        "counts_yields": False,
        "declined": [],
        "changed_at": now,
    }
    insert_once(SystemsChoice, values)
    return locked(SystemsChoice, member_id)


def note_changed(member_id: int, now: datetime) -> None:
    """Note that a member puts something else into the statistics now."""
    row = choice_of(member_id, now)
    if row.takes_part:
        row.changed_at = now
