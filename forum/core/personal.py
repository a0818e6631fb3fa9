"""Privacy declared where the data lives: on the column itself.

The inventory page, the export and the erasure read these declarations; a
test fails for a column with words or with a member's key that has none.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

KEY = "privacy"


class SeenBy(StrEnum):
    """Who can read a column's content on some page."""

    EVERYBODY = "everybody"
    MEMBERS = "members"
    STAFF = "staff"
    OWNER = "owner"
    NOBODY = "nobody"


class OnErase(StrEnum):
    """What happens to a column's content when its person is erased."""

    ERASE = "erase"
    KEEP = "keep"
    UNLINK = "unlink"


@dataclass(frozen=True, slots=True)
class Privacy:
    """Why a column exists, who sees it, what erasure does to it."""

    why: str
    seen_by: SeenBy
    on_erase: OnErase
    personal: bool = True


def personal(
    type_: TypeEngine[Any] | type[TypeEngine[Any]],
    *,
    why: str,
    seen_by: SeenBy,
    on_erase: OnErase,
    **options: Any,
) -> MappedColumn[Any]:
    """Declare a column that keeps something about a person."""
    return mapped_column(type_, info={KEY: Privacy(why, seen_by, on_erase)}, **options)


def person_key(
    target: str, *, why: str, on_erase: OnErase, **options: Any
) -> MappedColumn[Any]:
    """Declare a column that points at a member or an account."""
    ondelete = options.pop("ondelete", None)
    return mapped_column(
        ForeignKey(target, ondelete=ondelete),
        info={KEY: Privacy(why, SeenBy.NOBODY, on_erase)},
        **options,
    )


def technical(
    type_: TypeEngine[Any] | type[TypeEngine[Any]], *, why: str, **options: Any
) -> MappedColumn[Any]:
    """Declare a column with words in it that are about nobody."""
    privacy = Privacy(why, SeenBy.NOBODY, OnErase.KEEP, personal=False)
    return mapped_column(type_, info={KEY: privacy}, **options)
