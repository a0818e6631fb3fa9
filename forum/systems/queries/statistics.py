"""What goes into the community statistics, and what of them is published."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from forum.core.db import db
from forum.members.models import Member
from forum.systems.models import Snapshot, SnapshotCell, SystemCard, SystemsChoice
from forum.systems.queries.cards import choices_of, system_of
from forum.systems.rules import Contribution, Told, contribution_of

OF_FORUM = ("activity", "waits", "answered", "tags")
"""The charts about threads; all others are about systems."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The published statistics."""

    quarter: str
    taken_at: datetime
    cells: dict[str, tuple[SnapshotCell, ...]]
    """The cells of each chart, in order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a member takes part in the statistics, and with yields."""

    takes_part: bool = True
    counts_yields: bool = False


def statistics_choice(member_id: int) -> Choice:
    """Return what a member chose about the statistics. One query."""
    row = db.session.get(SystemsChoice, member_id)
    return Choice(row.takes_part, row.counts_yields) if row else Choice()


def contributions() -> list[Contribution]:
    """Return what goes into the statistics now, for the job that makes them."""
    rows = db.session.execute(
        select(SystemCard, SystemsChoice.counts_yields, SystemsChoice.changed_at)
        .join(SystemCard.member)
        .outerjoin(SystemsChoice, SystemsChoice.member_id == SystemCard.member_id)
        .where(Member.deactivated_at.is_(None), Member.demo.is_(False))
        .where(SystemCard.hidden_at.is_(None))
        .where(or_(SystemsChoice.takes_part.is_(None), SystemsChoice.takes_part))
        .order_by(SystemCard.id)
    )
    return [
        contribution_of(
            card.member_id,
            system_of(card),
            choices_of(card),
            counts_yields=bool(counts_yields),
            changed_at=changed_at,
        )
        for card, counts_yields, changed_at in rows
    ]


def last_standing() -> Snapshot | None:
    """Return the statistics that are published now. One query."""
    return db.session.scalar(
        select(Snapshot).where(Snapshot.stands).order_by(Snapshot.id.desc()).limit(1)
    )


def has_looked(quarter: str) -> bool:
    """Say whether the statistics of a quarter were made, or left as they were."""
    found = select(Snapshot.id).where(Snapshot.quarter == quarter)
    return db.session.scalar(found) is not None


def changed_since(moment: datetime | None) -> int:
    """Return how many members changed what they put into the statistics."""
    changed = select(func.count(SystemsChoice.member_id))
    if moment is not None:
        changed = changed.where(SystemsChoice.changed_at > moment)
    return db.session.scalar(changed) or 0


def figures() -> Figures | None:
    """Return the published statistics of systems, if there are any. Two queries."""
    snapshot = last_standing()
    return None if snapshot is None else _figures_of(snapshot)


def activity() -> Figures | None:
    """Return the published statistics of the forum, if there are any. Two queries."""
    about = select(SnapshotCell.snapshot_id).where(SnapshotCell.chart.in_(OF_FORUM))
    snapshot = db.session.scalar(
        select(Snapshot)
        .where(Snapshot.id.in_(about))
        .order_by(Snapshot.id.desc())
        .limit(1)
    )
    return None if snapshot is None else _figures_of(snapshot)


def last_told(snapshot: Snapshot | None) -> dict[str, list[Told]]:
    """Return what was published last, by chart. One query."""
    found = _figures_of(snapshot).cells if snapshot else {}
    return {
        chart: [
            Told(
                cell.row,
                cell.column,
                cell.count,
                cell.low,
                cell.middle,
                cell.high,
                cell.made_at or (snapshot.taken_at if snapshot else None),
            )
            for cell in cells
        ]
        for chart, cells in found.items()
    }


def _figures_of(snapshot: Snapshot) -> Figures:
    rows = db.session.scalars(
        select(SnapshotCell)
        .where(SnapshotCell.snapshot_id == snapshot.id)
        .order_by(SnapshotCell.chart, SnapshotCell.position)
    )
    cells: dict[str, list[SnapshotCell]] = {}
    for cell in rows:
        cells.setdefault(cell.chart, []).append(cell)
    parts = {chart: tuple(some) for chart, some in cells.items()}
    return Figures(snapshot.quarter, snapshot.taken_at, parts)
