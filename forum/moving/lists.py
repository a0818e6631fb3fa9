"""The lists that say for every table whether it comes along."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table

from forum.core.answers import Refused
from forum.core.db import Base
from forum.moving.news import moving_lists
from forum.moving.rules import Plan, plan_of

OWN = Path(__file__).with_name("moving.toml")


def plan() -> Plan:
    """Return what comes along; refuse if a list has forgotten a table."""
    found = plan_of(map(_read, (OWN, *moving_lists)))
    if names := found.forgotten(Base.metadata.tables):
        raise Refused(
            f"No list says whether {', '.join(names)} comes along: see moving.toml."
        )
    return found


def tables(wanted: Plan) -> list[Table]:
    """Return the tables that come along, those first that others point at."""
    return [one for one in Base.metadata.sorted_tables if one.name in wanted.taken]


def columns(wanted: Plan, table: Table) -> list[Column[Any]]:
    """Return the columns of a table that are written down."""
    return [one for one in table.columns if wanted.comes_along(table.name, one.name)]


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
