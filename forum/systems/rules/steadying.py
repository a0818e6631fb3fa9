"""What of new figures is published after older ones: no step that a few made.

Whoever compares two publications and knows who came or left in between must not
learn what those few brought along. So a figure stays as it was until ten of the
members behind it put in something else since it was made, or until it moved so
far that more than ten must have left. What rests on fewer than ten goes at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from forum.systems.rules.counting import FEW, ROUNDED_TO, Place, Table, Told

STEP = FEW + ROUNDED_TO
"""Rounding hides two at each end of a step: fifteen on paper is eleven at least."""


def steadied(
    tables: Sequence[Table], last: Mapping[str, Sequence[Told]], now: datetime
) -> tuple[Table, ...]:
    """Return the tables as they may stand after the last ones."""
    return tuple(_steady(table, last.get(table.chart, ()), now) for table in tables)


def _steady(table: Table, last: Sequence[Told], now: datetime) -> Table:
    stood = {cell.place: cell for cell in last}
    cells = []
    for cell in table.cells:
        fresh, before = replace(cell, made_at=now), stood.get(cell.place)
        may_move = before is None or _may_move(table, cell, before)
        cells.append(fresh if before is None or may_move else before)
    return replace(table, cells=tuple(cells))


def _may_move(table: Table, cell: Told, before: Told) -> bool:
    if cell.count is None:
        return before.count is not None
    if _changed_since(table, cell.place, before.made_at) >= FEW:
        return True
    return before.count is not None and abs(cell.count - before.count) >= STEP


def _changed_since(table: Table, place: Place, moment: datetime | None) -> int:
    times = table.changed.get(place, {}).values()
    return sum(moment is None or at > moment for at in times)
