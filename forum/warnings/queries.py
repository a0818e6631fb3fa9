"""What became of warnings, for the page that tells everybody."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from forum.core.db import db
from forum.warnings.models import WarningMonth

MONTHS_SHOWN = 12
FEW = 10
"""Smaller figures are not shown: they might be about one person."""


@dataclass(frozen=True, slots=True)
class MonthOfWarnings:
    """What members chose in a month about everything that was pointed out."""

    month: date
    masked: int
    kept: int
    not_personal: int

    @property
    def all(self) -> int:
        """How many places were decided about."""
        return self.masked + self.kept + self.not_personal

    @property
    def is_shown(self) -> bool:
        """Whether the month has enough of them to be told."""
        return self.all >= FEW

    @property
    def masked_share(self) -> int:
        """How many of a hundred warnings led to masking."""
        return round(100 * self.masked / self.all) if self.all else 0


def months() -> list[MonthOfWarnings]:
    """Return the last twelve months that have any, newest first. One query."""
    rows = db.session.execute(
        select(
            WarningMonth.month,
            func.sum(WarningMonth.masked),
            func.sum(WarningMonth.kept),
            func.sum(WarningMonth.not_personal),
        )
        .group_by(WarningMonth.month)
        .order_by(WarningMonth.month.desc())
        .limit(MONTHS_SHOWN)
    )
    return [MonthOfWarnings(*row) for row in rows]
