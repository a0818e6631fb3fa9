"""Names of equipment: from lists, and from what many members type."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select

from forum.core.db import db
from forum.systems import queries
from forum.systems.models import (
    EquipmentName,
    SystemCard,
)
from forum.systems.rules.counting import FEW

BY_MEMBERS = "members"
"""The source of names that ten members or more typed themselves."""


@dataclass(frozen=True, slots=True)
class Made:
    """A make of module or inverter, as a list names it."""

    kind: str
    maker: str
    model: str
    watts: float | None


def import_names(names: Iterable[Made], source: str) -> tuple[int, int]:
    """Take names into the suggestions; return how many, and how many were new."""
    rows = db.session.execute(select(EquipmentName.kind, EquipmentName.name_key))
    known = {(kind, key) for kind, key in rows}
    read, new = 0, []
    for name in names:
        read += 1
        row = _named(name, source)
        if (name.kind, row["name_key"]) not in known:
            known.add((name.kind, row["name_key"]))
            new.append(row)
    if new:
        db.session.execute(insert(EquipmentName), new)
    return read, len(new)


def suggest_what_many_type() -> None:
    """Suggest what ten members or more typed; forget what fewer type now."""
    own = EquipmentName.source == BY_MEMBERS
    db.session.execute(delete(EquipmentName).where(own))
    import_names([*_typed("module"), *_typed("inverter")], BY_MEMBERS)


def _typed(kind: str) -> list[Made]:
    maker, model = (
        (SystemCard.module_maker, SystemCard.module_model)
        if kind == "module"
        else (SystemCard.inverter_maker, SystemCard.inverter_model)
    )
    rows = db.session.execute(
        select(func.max(maker), func.max(model))
        .where(model != "")
        .group_by(func.lower(maker), func.lower(model))
        .having(func.count(SystemCard.member_id.distinct()) >= FEW)
    )
    return [Made(kind, maker, model, None) for maker, model in rows]


def _named(name: Made, source: str) -> dict[str, Any]:
    return {
        "kind": name.kind,
        "maker": name.maker,
        "model": name.model,
        "watts": name.watts,
        "source": source,
        "name_key": queries.key_of(f"{name.maker} {name.model}"),
        "model_key": queries.key_of(name.model),
    }
