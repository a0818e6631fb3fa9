"""How many came, by day: trends in the aggregate, nobody in particular."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped

from forum.core.access.files import log_files
from forum.core.access.lines import NOTHING
from forum.core.db import Base, Key, change_rows, db, insert_once, transaction
from forum.core.jobs import Payload, job
from forum.core.personal import technical
from forum.core.retention import kept

FEW = 10
"""A cell with fewer requests might be about somebody; it is left out."""
ALL = "all"
KINDS = {
    "route": "Pages",
    "ref": "Came from",
    "exit": "Went to",
    "browser": "Browsers",
    "platform": "Devices",
}
KEPT_FOR = timedelta(days=761)
NAME_MAX = 200


class TrafficTotal(Base):
    """How often something was asked for on one day; about nobody."""

    __tablename__ = "traffic_total"
    __table_args__ = (UniqueConstraint("day", "kind", "name"),)

    id: Mapped[Key]
    day: Mapped[date]
    kind: Mapped[str] = technical(String(16), why="what is counted")
    name: Mapped[str] = technical(String(NAME_MAX), why="a kind of page, a site's name")
    requests: Mapped[int]


@job("traffic", every=timedelta(hours=1))
def count_past_days(payload: Payload, now: datetime) -> None:  # noqa: ARG001 - a job
    """Count the days that are over and not counted yet."""
    today = now.astimezone(UTC).date().isoformat()
    known = select(TrafficTotal.day).where(TrafficTotal.kind == ALL)
    done = {day.isoformat() for day in db.session.scalars(known)}
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for line in log_files().lines():
        day = str(line.get("ts", today))[:10]
        if day < today and day not in done:
            cells = counts.setdefault(day, Counter())
            cells[ALL, NOTHING] += 1
            cells.update(
                (kind, str(line.get(kind, NOTHING))[:NAME_MAX]) for kind in KINDS
            )
    if counts:
        with transaction():
            for day, cells in counts.items():
                _keep(date.fromisoformat(day), cells)


def _keep(day: date, cells: Counter[tuple[str, str]]) -> None:
    for (kind, name), requests in cells.items():
        is_mark = kind == ALL  # also says that the day was counted
        if is_mark or requests >= FEW:
            shown = requests if requests >= FEW else 0
            cell = {"day": day, "kind": kind, "name": name, "requests": shown}
            insert_once(TrafficTotal, cell)


def totals_since(day: date) -> list[TrafficTotal]:
    """Return the totals of the days from `day` on, newest first."""
    listed = select(TrafficTotal).where(TrafficTotal.day >= day)
    order = (TrafficTotal.day.desc(), TrafficTotal.kind, TrafficTotal.requests.desc())
    return list(db.session.scalars(listed.order_by(*order)))


@kept("daily totals of requests", "25 months")
def forget_totals(now: datetime) -> int:
    """Delete totals of days long past."""
    old = TrafficTotal.day < (now - KEPT_FOR).date()
    with transaction():
        return change_rows(delete(TrafficTotal).where(old))
