"""What was published: read for everybody, by one query."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.core.db import db
from moderation.figures.models import Published

TODAY = "today"
SETTINGS = "settings"
RECENT = "recent"
MONTHS_SHOWN = 12
QUARTERS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that was published and is shown."""

    today: Published | None
    recent: Published | None
    quarters: tuple[Published, ...]
    """Newest first."""
    months: tuple[Published, ...]
    """Oldest first."""


def shown() -> Shown:
    """Return what everybody reads. One query."""
    newest = select(Published).order_by(Published.since.desc())
    rows = db.session.scalars(newest.where(Published.name != SETTINGS)).all()
    named = {row.name: row for row in rows}
    quarters = [row for row in rows if "Q" in row.name][:QUARTERS_SHOWN]
    months = [row for row in rows if _is_month(row.name)][:MONTHS_SHOWN]
    return Shown(
        named.get(TODAY),
        named.get(RECENT),
        tuple(quarters),
        tuple(reversed(months)),
    )


def published_names() -> Sequence[tuple[str, Published]]:
    """Return what was published, by its name. One query."""
    rows = db.session.scalars(select(Published).order_by(Published.since))
    return [(row.name, row) for row in rows]


def _is_month(name: str) -> bool:
    return name[:1].isdigit() and "Q" not in name
