"""Clearing away what belongs to a member, and every text that names them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Table, and_, delete, or_, select, update

from forum.core.clock import utcnow
from forum.core.columns import EncryptedText
from forum.core.db import Base, change_rows, db, insert_once
from forum.core.personal import KEY, OnErase
from forum.members.models import Affiliation, Member, Role
from forum.rights.naming import FORMER, Names
from forum.rights.queries import keys_to_member, owned

NOBODY_KEY = "-"
BY_NUMBER = {"consent", "mail_choice", "erasure"}
"""Tables that go on to name the erased member by their number alone."""
PROSE = {
    "decision": ("public_reason", "internal_note"),
    "evidence": ("title", "content"),
    "flag": ("note",),
    "note": ("body",),
    "statement": ("body",),
    "thread": ("title",),
}
"""All that is rewritten beside posts and their alt texts; nothing else ever is."""
ADDRESSES = {"email", "recipient"}
PEOPLE = {"member", "account"}


def clear_belongings(member_id: int) -> Counter[str]:
    """Delete what exists for a member, and unlink the rest; children first."""
    touched: Counter[str] = Counter()
    for table, theirs in reversed(owned(member_id).items()):
        touched[table.name] += change_rows(delete(table).where(theirs))
    for meets in (OnErase.UNLINK, OnErase.KEEP):
        for column in keys_to_member(meets):
            if column.table.name not in BY_NUMBER:
                touched[column.table.name] += _unlinked(column, member_id)
    return touched


def clear_texts(names: Names) -> Counter[str]:
    """Take who somebody was out of what others wrote to them or about them."""
    touched: Counter[str] = Counter()
    for table in Base.metadata.sorted_tables:
        touched[table.name] += _addressed_cleared(table, names.email)
        columns = [table.columns[name] for name in PROSE.get(table.name, ())]
        if columns and names.clues:
            touched[table.name] += _renamed(table, columns, names)
    db.session.expire_all()
    return touched


def _unlinked(column: Column[Any], member_id: int) -> int:
    table = column.table
    assert isinstance(table, Table)  # noqa: S101 - narrows for the types
    theirs = update(table).where(column == member_id)
    if column.nullable:
        return change_rows(theirs.values({column: None}))
    standing = select(column).where(column == member_id).limit(1)
    if db.session.scalar(standing) is None:
        return 0
    return change_rows(theirs.values({column: _nobody()}))


def _nobody() -> int:
    """Return the one row in the place of everybody who was erased."""
    now = utcnow()
    insert_once(
        Member,
        {
            "handle": FORMER,
            "handle_key": NOBODY_KEY,
            "about": "",
            "affiliation": Affiliation.OWNER,
            "affiliation_text": "",
            "role": Role.MEMBER,
            "joined_at": now,
            "deactivated_at": now,
            "is_kept_out": True,
            "post_count": 0,
            "card_count": 0,
            "is_former": True,
            "wants_hints": False,
            "demo": False,
        },
    )
    return db.session.scalars(
        select(Member.id).where(Member.handle_key == NOBODY_KEY)
    ).one()


def _renamed(table: Table, columns: list[Column[Any]], names: Names) -> int:
    perhaps = or_(
        *(
            column.icontains(clue, autoescape=True)
            for column in columns
            for clue in names.clues
        )
    )
    keys = list(table.primary_key.columns)
    rows = db.session.execute(select(*keys, *columns).where(perhaps)).all()
    return sum(_row_renamed(table, keys, columns, row, names) for row in rows)


def _row_renamed(
    table: Table,
    keys: list[Column[Any]],
    columns: list[Column[Any]],
    row: Any,
    names: Names,
) -> bool:
    before = dict(zip(columns, row[len(keys) :], strict=True))
    after = {
        column: said if said is None else names.removed_from(said)
        for column, said in before.items()
    }
    if after == before:
        return False
    this = and_(*(key == value for key, value in zip(keys, row, strict=False)))
    db.session.execute(update(table).where(this).values(after))
    return True


def _addressed_cleared(table: Table, email: str) -> int:
    """Delete what no member owns and was sent from their address or to it."""
    sealed = [
        column
        for column in table.columns
        if column.name in ADDRESSES and isinstance(column.type, EncryptedText)
    ]
    if not email or not sealed or table.name in BY_NUMBER or _belongs(table):
        return 0
    keys = list(table.primary_key.columns)
    rows = db.session.execute(select(*keys, *sealed)).all()
    theirs = [row for row in rows if _is_among(email, row[len(keys) :])]
    return sum(
        change_rows(
            delete(table).where(
                and_(*(key == value for key, value in zip(keys, row, strict=False)))
            )
        )
        for row in theirs
    )


def _is_among(email: str, said: Iterable[str | None]) -> bool:
    """Say whether one of some addresses is this one as a whole."""
    wanted = email.strip().casefold()
    return any(one is not None and one.strip().casefold() == wanted for one in said)


def _belongs(table: Table) -> bool:
    """Say whether the rows of a table exist for one member each."""
    return any(
        key.column.table.name in PEOPLE and column.info[KEY].on_erase is OnErase.ERASE
        for column in table.columns
        for key in column.foreign_keys
    )
