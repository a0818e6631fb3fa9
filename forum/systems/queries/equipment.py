"""Names of equipment that somebody may mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from forum.core.db import db
from forum.systems.models import EquipmentName

SUGGESTED_MAX = 10
PREFIX_MIN = 2


@dataclass(frozen=True, slots=True)
class Suggested:
    """A make of module or inverter that somebody may mean."""

    maker: str
    model: str
    watts: float | None


def key_of(text: str) -> bytes:
    """Return a name as it is looked for: small letters, single blanks."""
    return " ".join(text.casefold().split()).encode()


def suggestions(kind: str, typed: str) -> Sequence[Suggested]:
    """Return names that begin with what was typed, by maker or model. One query."""
    key = key_of(typed)
    if len(key) < PREFIX_MIN:
        return ()
    after = key + b"\xff"
    parts = [
        select(EquipmentName.id)
        .where(EquipmentName.kind == kind, column >= key, column < after)
        .order_by(column)
        .limit(SUGGESTED_MAX)
        .subquery()
        for column in (EquipmentName.model_key, EquipmentName.name_key)
    ]
    rows = db.session.scalars(
        select(EquipmentName)
        .where(or_(*(EquipmentName.id.in_(select(part.c.id)) for part in parts)))
        .order_by(EquipmentName.name_key)
        .limit(SUGGESTED_MAX)
    )
    return [Suggested(row.maker, row.model, row.watts) for row in rows]
