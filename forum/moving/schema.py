"""What the folder says about itself: every table and column, and what stays behind."""

from typing import Any

from sqlalchemy import Column

from forum.core.db import Base
from forum.core.personal import KEY, Privacy
from forum.moving import lists
from forum.moving.rules import Plan
from forum.moving.values import kind_of


def schema(plan: Plan) -> dict[str, Any]:
    """Return what stands in which file, for whoever reads it without this program."""
    abouts = {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}
    return {
        "tables": {
            table.name: {
                "about": _first_line(abouts[table.name].__doc__),
                "key": [one.name for one in table.primary_key],
                "columns": {
                    one.name: _column(one) for one in lists.columns(plan, table)
                },
            }
            for table in lists.tables(plan)
        },
        "left": dict(plan.left),
        "made_anew": dict(plan.made),
    }


def _column(column: Column[Any]) -> dict[str, Any]:
    privacy: Privacy | None = column.info.get(KEY)
    said: dict[str, Any] = {"is": kind_of(column)}
    if column.nullable:
        said["may_be_nothing"] = True
    if privacy is not None:
        said["why"] = privacy.why
    if targets := sorted(key.target_fullname for key in column.foreign_keys):
        said["points_at"] = targets
    return said


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]
