"""Every column that could say something about a person says why it does (law 7)."""

from flask import Flask
from sqlalchemy import JSON, Column, Enum, LargeBinary, String
from sqlalchemy.types import TypeDecorator

from forum.core.db import Base
from forum.core.personal import KEY, Privacy

PEOPLE = {"member", "account"}


def _columns() -> list[Column[object]]:
    return [column for table in Base.metadata.sorted_tables for column in table.columns]


def _holds_words(column: Column[object]) -> bool:
    kind = column.type
    kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    return isinstance(kind, String | JSON | LargeBinary) and not isinstance(kind, Enum)


def _names_a_person(column: Column[object]) -> bool:
    return any(key.column.table.name in PEOPLE for key in column.foreign_keys)


def test_every_column_with_words_or_a_person_is_classified(app: Flask) -> None:
    asked = [
        column
        for column in _columns()
        if _holds_words(column) or _names_a_person(column)
    ]

    silent = [str(column) for column in asked if KEY not in column.info]

    assert len(asked) > 50, app
    assert not silent


def test_a_classification_says_why_in_words() -> None:
    said = [column.info[KEY] for column in _columns() if KEY in column.info]

    assert all(isinstance(privacy, Privacy) for privacy in said)
    assert all(len(privacy.why.split()) > 1 for privacy in said)


def test_no_column_is_named_after_an_ip_address_or_browser() -> None:
    words = ("ip", "address", "agent", "browser", "referrer", "fingerprint", "network")

    kept = [
        str(column) for column in _columns() if set(column.name.split("_")) & set(words)
    ]

    assert not kept
