"""What of counts may be told, so that none of the small ones can be worked out.

Tables and their totals are seen as pipes: what flows into a row flows on into its
cells, from there into the columns, and back. Who knows some counts works out others
by that alone. A count is safe if one more or one less could have flowed on another
way through counts that are not told either.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

ALL = "All"
AN_EMPTY_ONE = 50
"""What leaving out a zero costs: zeros say little, and stay where that is possible."""


class Told(StrEnum):
    """What stands in place of a count."""

    FEW = "few"
    """It is small, and not nothing."""
    OUT = "out"
    """Without it, a small one could be worked out."""


Cell = int | Told


@dataclass(frozen=True, slots=True)
class Edge:
    """A count, and between which sums it stands."""

    key: str
    tail: str
    head: str
    count: int
    before: Cell | None = None
    """How it was published earlier, if it was; that cannot be taken back."""


def key_of(table: str, row: str, column: str) -> str:
    """Return the name of a cell."""
    return f"{table}|{row}|{column}"


def list_of(table: str, column: str, counts: Mapping[str, int]) -> list[Edge]:
    """Return counts that have a sum, and the sum."""
    ins, outs = f"{table} in", f"{table} out"
    edges = [
        Edge(key_of(table, row, column), ins, outs, count)
        for row, count in counts.items()
    ]
    whole = sum(counts.values())
    return [*edges, Edge(key_of(table, ALL, column), outs, ins, whole)]


def table_of(
    table: str, counts: Mapping[tuple[str, str], int], begin: str = "", end: str = ""
) -> list[Edge]:
    """Return the cells of a table with the sums of its rows and columns.

    Where something else hangs on the table, `begin` and `end` name where the sum of
    all comes in and goes out; otherwise that is added too.
    """
    source, sink = begin or f"{table} in", end or f"{table} out"
    rows = list(dict.fromkeys(row for row, _ in counts))
    columns = list(dict.fromkeys(column for _, column in counts))
    edges = []
    for row in rows:
        whole = sum(counts[row, column] for column in columns)
        edges.append(Edge(key_of(table, row, ALL), source, f"{table} > {row}", whole))
    for (row, column), count in counts.items():
        ends = f"{table} > {row}", f"{table} v {column}"
        edges.append(Edge(key_of(table, row, column), *ends, count))
    for column in columns:
        whole = sum(counts[row, column] for row in rows)
        ends = f"{table} v {column}", end or sink
        edges.append(Edge(key_of(table, ALL, column), *ends, whole))
    if not end:
        everything = sum(counts.values())
        edges.append(Edge(key_of(table, ALL, ALL), sink, source, everything))
    return edges


def told_of(edges: Sequence[Edge], few: int) -> dict[str, Cell]:
    """Return what may be told of counts that hang together."""
    told: dict[str, Cell] = {
        edge.key: edge.before
        if edge.before is not None
        else Told.FEW
        if 0 < edge.count < few
        else edge.count
        for edge in edges
    }
    for edge in edges:
        if not 0 < edge.count < few or edge.before is not None:
            continue
        for other in _way_out(edge, edges, told, few):
            told[other] = Told.OUT
    return told


@dataclass(frozen=True, slots=True)
class _Step:
    """One more or one less of a count, on the way to somewhere."""

    key: str
    to: str
    price: int
    """Something, if the count has to be left out for this; else nothing."""


def _way_out(
    edge: Edge, edges: Sequence[Edge], told: Mapping[str, Cell], few: int
) -> tuple[str, ...]:
    """Return what else to leave out, so that this one could be one more or less."""
    steps = _steps(edge, edges, told, few)
    ways = []
    if edge.count < few - 1:
        ways.append(_cheapest(edge.head, edge.tail, steps))
    if edge.count > 1:
        ways.append(_cheapest(edge.tail, edge.head, steps))
    found = [way for way in ways if way is not None]
    return min(found)[1] if found else ()


def _steps(
    edge: Edge, edges: Iterable[Edge], told: Mapping[str, Cell], few: int
) -> dict[str, list[_Step]]:
    """Return where a count more or less of each other one leads, and at what price."""
    steps: dict[str, list[_Step]] = {}
    for other in edges:
        if other.key == edge.key:
            continue
        up, down = _prices(other, told[other.key], few)
        if up is not None:
            more = _Step(other.key, other.head, up)
            steps.setdefault(other.tail, []).append(more)
        if down is not None and other.count:
            less = _Step(other.key, other.tail, down)
            steps.setdefault(other.head, []).append(less)
    return steps


def _prices(edge: Edge, now: Cell, few: int) -> tuple[int | None, int | None]:
    """Return at what price a count could be one more, and one less; none: never.

    Whoever reads that it is small knows between which figures it lies: at the end of
    those, it has to be left out instead.
    """
    if now is Told.OUT:
        return 0, 0
    price = None if edge.before is not None else edge.count or AN_EMPTY_ONE
    if now is not Told.FEW:
        return price, price
    return 0 if edge.count < few - 1 else price, 0 if edge.count > 1 else price


def _cheapest(
    start: str, goal: str, steps: Mapping[str, Sequence[_Step]]
) -> tuple[int, tuple[str, ...]] | None:
    """Return the cheapest way from one sum to another, and what it leaves out."""
    heap: list[tuple[int, str, tuple[str, ...]]] = [(0, start, ())]
    seen = set()
    while heap:
        paid, at, way = heapq.heappop(heap)
        if at == goal:
            return paid, way
        if at in seen:
            continue
        seen.add(at)
        for step in steps.get(at, ()):
            left_out = (*way, step.key) if step.price else way
            heapq.heappush(heap, (paid + step.price, step.to, left_out))
    return None
