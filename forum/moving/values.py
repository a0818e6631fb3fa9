"""How a row stands in the folder: plain JSON, the same from every database."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum as PythonEnum
from typing import Any

from sqlalchemy import Column, Date, Enum, LargeBinary, Table

from forum.core.answers import Refused
from forum.core.columns import EncryptedText, UTCDateTime
from forum.core.parsing import from_json
from forum.moving.sealing import Seal

Row = dict[str, Any]
NUMBER_MAX = 2**63 - 1


def _moment(said: str) -> datetime:
    at = datetime.fromisoformat(said)
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("a time before all others") from None


# The first that fits: a moment is a day, too.
SAID: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (datetime, lambda at: at.astimezone(UTC).isoformat(timespec="microseconds")),
    (date, lambda day: day.isoformat()),
    (PythonEnum, lambda one: one.value),
    (bytes, lambda content: base64.b64encode(content).decode()),
)
READ: tuple[tuple[type, Callable[[str], Any]], ...] = (
    (UTCDateTime, _moment),
    (Date, date.fromisoformat),
    (LargeBinary, lambda said: base64.b64decode(said, validate=True)),
)


def written(said: Any) -> bytes:
    """Return the one spelling of a row that is ever written, as a line."""
    plain = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return plain.encode() + b"\n"


def row_out(
    table: Table, columns: Sequence[Column[Any]], row: Mapping[str, Any], seal: Seal
) -> Row:
    """Return a row as it is written down."""
    key = key_of(table, row)
    return {one.name: _out(one, row[one.name], key, seal) for one in columns}


def row_in(
    table: Table, columns: Sequence[Column[Any]], said: Any, seal: Seal
) -> dict[str, Any]:
    """Return a row as the database takes it; raises `ValueError` if it does not fit."""
    if not isinstance(said, dict) or set(said) != {one.name for one in columns}:
        raise ValueError("other columns")
    keys = {one.name: one for one in table.primary_key}
    row = {name: _in(one, said[name], "", seal) for name, one in keys.items()}
    key = key_of(table, row)
    return {one.name: _in(one, said[one.name], key, seal) for one in columns}


def key_of(table: Table, row: Mapping[str, Any]) -> str:
    """Return the place of a row, to which what is sealed in it is bound."""
    parts = (row[one.name] for one in table.primary_key)
    said = (one.hex() if isinstance(one, bytes) else str(one) for one in parts)
    return ".".join((table.name, *said))


def kind_of(column: Column[Any]) -> str:
    """Return what a value of a column is in the folder, in a word."""
    kind = column.type
    if isinstance(kind, EncryptedText):
        return "sealed text"
    if isinstance(kind, UTCDateTime):
        return "moment"
    if isinstance(kind, Enum):
        return "one of: " + ", ".join(kind.enums)
    if isinstance(kind, LargeBinary):
        return "base64"
    named = {"str": "text", "int": "number", "float": "number", "bool": "yes or no"}
    return named.get(kind.python_type.__name__, kind.python_type.__name__)


def _out(column: Column[Any], value: Any, key: str, seal: Seal) -> Any:
    if value is not None and isinstance(column.type, EncryptedText):
        return seal.close(value, f"{key}.{column.name}")
    for kind, say in SAID:
        if isinstance(value, kind):
            return say(value)
    return value


def _in(column: Column[Any], said: Any, key: str, seal: Seal) -> Any:
    if said is None and not column.nullable:
        raise ValueError("nothing where something must stand")
    if said is None:
        return None
    if isinstance(column.type, EncryptedText):
        return seal.open(_text(said), f"{key}.{column.name}")
    if isinstance(column.type, Enum) and said not in column.type.enums:
        raise ValueError("a word that is not in the list")
    for kind, read in READ:
        if isinstance(column.type, kind):
            return read(_text(said))
    return _fitting(column.type.python_type, said)


def _fitting(kind: type, said: Any) -> Any:
    """Return a value if the database has room for it in such a column."""
    if kind is str:
        return _text(said)
    if kind is bool and not isinstance(said, bool):
        raise TypeError("neither yes nor no")
    if kind in {int, float} and not is_number(said):
        raise TypeError("no number")
    if kind is int and said != int(said):
        raise ValueError("no whole number")
    json.dumps(said, ensure_ascii=False).encode()
    return said


def is_number(said: Any) -> bool:
    """Say whether a value is a number that databases can keep."""
    is_one = isinstance(said, int | float) and not isinstance(said, bool)
    return is_one and -NUMBER_MAX <= said <= NUMBER_MAX


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError("no text")
    if "\0" in said:
        raise ValueError("a character that no text has")
    said.encode()
    return said


def parsed(line: bytes, place: str) -> Any:
    """Return what a line says; refuse one that is no JSON."""
    try:
        return from_json(line)
    except ValueError:
        raise Refused(f"{place} is no JSON. Nothing was changed.") from None
