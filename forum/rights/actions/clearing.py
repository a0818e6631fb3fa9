"""Clearing away what belongs to a member, and every text that names them."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, delete, or_, select, update

from forum.core.clock import utcnow
from forum.core.columns import EncryptedText
from forum.core.db import Base, change_rows, db, insert_once
from forum.core.personal import KEY, OnErase
from forum.images.actions import destroy
from forum.images.models import Image
from forum.mail.models import MailLog, PrintedMail
from forum.mail.queries import recipient_key
from forum.members.models import Affiliation, Member, Role
from forum.rights.naming import FORMER, Names
from forum.rights.queries import keys_to_member, owned

NOBODY_KEY = "-"
BY_NUMBER = {"consent", "mail_choice", "erasure"}
"""Tables that go on to name the erased member by their number alone."""
PROSE = {
    "announcement": ("title", "body", "html"),
    "decision": ("public_reason", "internal_note"),
    "evidence": ("title", "content"),
    "flag": ("note", "bad_faith_reason"),
    "member_note": ("body",),
    "note": ("body",),
    "notice": ("words",),
    "post": ("state_reason",),
    "printed_mail": ("subject", "body"),
    "second_look": ("note",),
    "statement": ("subject", "body"),
    "thread": ("title", "lock_reason", "state_reason"),
    "ticket": ("message",),
    "ticket_answer": ("body",),
}
"""All that is rewritten beside posts, their alt texts and what is begun; nothing
else ever is."""
READ_BY_ALL = {"announcement", "post", "thread"}
"""Texts of others that everybody reads: there a full name may be somebody else's."""
CONTACTS = {"email", "recipient", "phone"}
WITH_THEIR_SENDER = {"application", "printed_mail", "ticket"}
"""Tables of rows without a member that go with whose address they name."""
WHO = {*CONTACTS, "name", "postal", "signature"}
"""What goes from other such rows once they are closed; somebody else may need what
they say, and a law wants an answer sent as long as they are open."""
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
        columns = [table.columns[name] for name in PROSE.get(table.name, ())]
        said = names if table.name in READ_BY_ALL else names.of_own()
        readable = [one for one in columns if not isinstance(one.type, EncryptedText)]
        sealed = [one for one in columns if isinstance(one.type, EncryptedText)]
        if names.clues and readable:
            touched[table.name] += _renamed(table, readable, said, is_sealed=False)
        if names.clues and sealed:
            touched[table.name] += _renamed(table, sealed, said, is_sealed=True)
    db.session.flush()
    db.session.expire_all()
    return touched


def clear_contacts(contacts: Collection[str]) -> Counter[str]:
    """Delete or blank what no member owns and came from somebody, or went to them."""
    touched: Counter[str] = Counter()
    wanted = {_plain(one) for one in contacts} - {""}
    for table in Base.metadata.sorted_tables:
        touched[table.name] += _addressed_cleared(table, wanted)
    touched["mail_log"] += forget_letters(contacts)
    return touched


def forget_letters(contacts: Collection[str]) -> int:
    """Delete what the log of mail keeps of letters to some addresses."""
    keys = [recipient_key(one) for one in contacts if "@" in one]
    return change_rows(delete(MailLog).where(MailLog.recipient_key.in_(keys)))


def clear_printed(contact: str) -> int:
    """Delete printed mail to an address."""
    table = PrintedMail.__table__
    assert isinstance(table, Table)  # noqa: S101 - narrows for the types
    return _addressed_cleared(table, {_plain(contact)})


def destroy_unsent(member_id: int, now: datetime) -> int:
    """Destroy the pictures somebody added to forms that they did not send."""
    unsent = (Image.owner_id == member_id) & Image.post_id.is_(None)
    return destroy(db.session.scalars(select(Image.id).where(unsent)).all(), now)


def found_sealed(names: Names) -> int:
    """Return how many sealed texts of nobody still name somebody: a part of the proof.

    What belongs to other members is theirs; what has to be answered still waits.
    """
    found = 0
    for table in Base.metadata.sorted_tables:
        sealed = _sealed(table)
        if sealed:
            rows = db.session.execute(select(*sealed).where(*_of_nobody(table)))
            found += sum(any(names.stands_in(one or "") for one in row) for row in rows)
    return found


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


def _renamed(
    table: Table, columns: list[Column[Any]], names: Names, *, is_sealed: bool
) -> int:
    keys = list(table.primary_key.columns)
    found = select(*keys, *columns)
    if not is_sealed:  # what is sealed the database cannot search for us
        found = found.where(
            or_(
                *(
                    column.icontains(clue, autoescape=True)
                    for column in columns
                    for clue in names.clues
                )
            )
        )
    rows = db.session.execute(found).all()
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
        column: said if said is None else _fitting(column, names.removed_from(said))
        for column, said in before.items()
    }
    if after == before:
        return False
    # Through the session, which tells the index of words what was written.
    mapper = next(one for one in Base.registry.mappers if one.local_table is table)
    standing = db.session.get_one(mapper.class_, tuple(row[: len(keys)]))
    for column, said in after.items():
        setattr(standing, mapper.get_property_by_column(column).key, said)
    return True


def _fitting(column: Column[Any], said: str) -> str:
    """Return no more than a column takes: a label may be longer than a name."""
    most = getattr(column.type, "length", None)
    return said[:most] if most else said


def _addressed_cleared(table: Table, wanted: Collection[str]) -> int:
    """Clear rows that name an address in one of the columns for that."""
    contacts = [column for column in _sealed(table) if column.name in CONTACTS]
    if not wanted or not contacts:
        return 0
    keys = list(table.primary_key.columns)
    nobodys = select(*keys, *contacts).where(*_of_nobody(table))
    touched = 0
    for row in db.session.execute(nobodys).all():
        if any(_plain(one or "") in wanted for one in row[len(keys) :]):
            pairs = zip(keys, row, strict=False)
            this = and_(*(key == value for key, value in pairs))
            touched += _row_cleared(table, this)
    return touched


def _row_cleared(table: Table, this: ColumnElement[bool]) -> int:
    if table.name in WITH_THEIR_SENDER:
        return change_rows(delete(table).where(this))
    who = [column for column in _sealed(table) if column.name in WHO]
    gone = {column: None if column.nullable else "" for column in who}
    return change_rows(update(table).where(this).values(gone))


def _sealed(table: Table) -> list[Column[Any]]:
    """Return the columns that only this forum can read."""
    if table.name in BY_NUMBER:
        return []
    return [one for one in table.columns if isinstance(one.type, EncryptedText)]


def _of_nobody(table: Table) -> Sequence[ColumnElement[bool]]:
    """Return what holds for rows that are no member's, and wait for no answer."""
    held = [
        column.is_(None)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in PEOPLE
        and column.info[KEY].on_erase is OnErase.ERASE
    ]
    closed = table.columns.get("closed_at")
    if closed is not None and table.name not in WITH_THEIR_SENDER:
        held.append(closed.is_not(None))
    return held


def _plain(contact: str) -> str:
    """Return an address, or the figures of a telephone number, to be compared."""
    said = contact.strip().casefold()
    return said if "@" in said else "".join(filter(str.isdigit, said))
