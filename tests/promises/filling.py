"""Rows of every table that exists for one member, made of what the tables declare.

A new column with something personal is planted without anybody's thinking of it.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Enum,
    LargeBinary,
    Numeric,
    String,
    Table,
    func,
    insert,
    select,
)
from sqlalchemy import Integer as Whole

from forum.core.clock import utcnow
from forum.core.columns import EncryptedText, UTCDateTime
from forum.core.db import Base, db
from forum.core.personal import KEY, OnErase
from forum.members.registry.models import Account
from tests.promises.minting import Canaries

MINT_LENGTH = 12
BY_HAND = {"system_card", "draft", "export_file", "notice", "bookmark"}
"""Tables whose rows are made as people make them, not from their declaration."""


def filled_in(at: Canaries) -> None:
    """Fill in every other table whose rows exist for one member."""
    with at.world.writing():
        for table, values in _rows_for(at).items():
            db.session.execute(insert(table).values(values))


def _rows_for(at: Canaries) -> dict[Table, dict[str, Any]]:
    tables = [one for one in Base.metadata.sorted_tables if one.name not in BY_HAND]
    made = {}
    for table in tables:
        owners = [one for one in table.columns if _owner_of(one) is not None]
        has_more = table.name in {"member_session", "mail_log"}
        if owners and (has_more or not _has_row(at, owners)):
            made[table] = _values(at, table)
    return made


def _owner_of(column: Column[Any]) -> str | None:
    privacy = column.info.get(KEY)
    if privacy is None or privacy.on_erase is not OnErase.ERASE:
        return None
    named = {key.column.table.name for key in column.foreign_keys}
    return next(iter(named & {"member", "account"}), None)


def _has_row(at: Canaries, owners: list[Column[Any]]) -> bool:
    one = owners[0]
    standing = select(func.count()).where(one == _key_of(at, str(_owner_of(one))))
    return bool(db.session.scalar(standing))


def _key_of(at: Canaries, owner: str) -> int:
    if owner == "member":
        return at.member
    theirs = select(Account.id).where(Account.member_id == at.member)
    return db.session.scalars(theirs).one()


def _values(at: Canaries, table: Table) -> dict[str, Any]:
    made = {}
    for column in table.columns:
        if column is table.autoincrement_column:
            continue
        made[column.name] = _value(at, column)
    return made


def _value(at: Canaries, column: Column[Any]) -> Any:
    """Return something of the column's kind that points at the member, or is new."""
    if owner := _owner_of(column):
        return _key_of(at, owner)
    for key in column.foreign_keys:
        some = db.session.scalar(select(key.column).limit(1))
        return some if not column.nullable else None
    if column.name == "email" and isinstance(column.type, EncryptedText):
        return at.before
    privacy = column.info.get(KEY)
    if privacy is not None and not privacy.personal and column.nullable:
        return None
    for kind, make in KINDS:
        if isinstance(column.type, kind):
            return make(at, column)
    raise AssertionError(f"plant something in {column}: it is of a kind of its own")


def _text(at: Canaries, column: Column[Any]) -> str:
    length = getattr(column.type, "length", None) or MINT_LENGTH
    return at.mint() if length >= MINT_LENGTH else "zq"[:length]


Make = Callable[[Canaries, Column[Any]], Any]
KINDS: tuple[tuple[type, Make], ...] = (
    (Enum, lambda _, column: next(iter(column.type.enum_class))),  # type: ignore[attr-defined]
    (EncryptedText, _text),
    (String, _text),
    (JSON, lambda at, _: [at.mint()]),
    (LargeBinary, lambda at, _: at.mint().encode()),
    (UTCDateTime, lambda _at, _column: utcnow()),
    (Date, lambda _at, _column: utcnow().date()),
    (Boolean, lambda _at, _column: False),
    (Numeric, lambda _at, _column: 1),
    (Whole, lambda _at, _column: 1),
)
"""How something is made for a column, by the kind of the column."""
