"""Counting what became of warnings."""

from datetime import datetime

from sqlalchemy import update

from forum.core.db import change_rows, insert_once
from forum.warnings.choices import Tally
from forum.warnings.models import WarningMonth


def count(tally: Tally, now: datetime) -> None:
    """Add the choices about one text to those of the month; never a word of it."""
    month = now.date().replace(day=1)
    for kind in tally.kinds():
        raised = (
            update(WarningMonth)
            .where(WarningMonth.month == month, WarningMonth.kind == kind)
            .values(
                masked=WarningMonth.masked + tally.masked[kind],
                kept=WarningMonth.kept + tally.kept[kind],
                not_personal=WarningMonth.not_personal + tally.not_personal[kind],
            )
        )
        if not change_rows(raised):
            insert_once(WarningMonth, {"month": month, "kind": kind})
            change_rows(raised)
