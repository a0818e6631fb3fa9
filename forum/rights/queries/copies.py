"""Everything about a member, gathered for the copy they get."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, RowMapping, Table, select

from forum.boards.models import Board, Post, Revision, Thread
from forum.core.db import db
from forum.core.personal import KEY, Privacy, SeenBy
from forum.images.models import Image
from forum.members.models import Member
from forum.privacy.models import Consent
from forum.rights.models import ExportFile
from forum.rights.news import Rows, copying
from forum.rights.queries.belongings import owned
from forum.rights.rules import COPY_LASTS

PEOPLE = {"member", "account"}
SHOWN = {SeenBy.EVERYBODY, SeenBy.MEMBERS, SeenBy.OWNER}
PROOFS = {"secret", "credential", "public_key"}
"""What signs somebody in stays where it is, also for its owner."""
CALLED = {
    "member_session": "sessions",
    "consent": "consents",
    "draft": "drafts",
    "watch": "watches",
    "read_up_to": "unread",
    "notification": "notifications",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """All that is kept about a member, by the name of its file."""

    data: dict[str, Rows]
    attachments: tuple[str, ...]
    """Names of the files of their pictures."""


def copy_of(member_id: int) -> Copy:
    """Return everything about a member; of others user names at most."""
    member = Member.__table__
    assert isinstance(member, Table)  # noqa: S101 - narrows for the types
    data = {"member": _rows(member, member.c.id == member_id)}
    for table, theirs in owned(member_id).items():
        data[CALLED.get(table.name, table.name)] = _rows(table, theirs)
    consents = Consent.__table__
    assert isinstance(consents, Table)  # noqa: S101 - narrows for the types
    data["consents"] = _rows(consents, consents.c.member_id == member_id)
    data["posts"] = _posts(member_id)
    for ask in copying:
        data.update(ask(member_id))
    images = db.session.scalars(
        select(Image)
        .where(Image.owner_id == member_id, Image.sealed.is_(False))
        .order_by(Image.id)
    )
    return Copy(data, tuple(f"{one.name}.{one.format.ending}" for one in images))


def latest_copy(member_id: int) -> ExportFile | None:
    """Return the newest copy a member asked for, made or not. One query."""
    theirs = select(ExportFile).where(ExportFile.member_id == member_id)
    return db.session.scalar(theirs.order_by(ExportFile.id.desc()).limit(1))


def copy_numbered(export_id: int) -> ExportFile | None:
    """Return a copy by its key."""
    return db.session.get(ExportFile, export_id)


def copy_names(member_id: int) -> list[str]:
    """Return the files of a member's copies. One query."""
    theirs = select(ExportFile.name).where(
        ExportFile.member_id == member_id, ExportFile.name.is_not(None)
    )
    return [name for name in db.session.scalars(theirs) if name]


def copy_files() -> set[str]:
    """Return the files of all copies. One query."""
    return {name for name in db.session.scalars(select(ExportFile.name)) if name}


def ready_copy(member_id: int, now: datetime) -> ExportFile | None:
    """Return the copy that a member can fetch now. One query."""
    ready = select(ExportFile).where(
        ExportFile.member_id == member_id, ExportFile.ready_at > now - COPY_LASTS
    )
    return db.session.scalar(ready.order_by(ExportFile.id.desc()).limit(1))


def _rows(table: Table, theirs: Any) -> Rows:
    shown = [column for column in table.columns if _is_shown(column)]
    if not shown:
        return []
    rows = db.session.execute(select(*shown).where(theirs)).mappings()
    return [_said(row) for row in rows]


def _is_shown(column: Column[Any]) -> bool:
    privacy: Privacy | None = column.info.get(KEY)
    names_somebody = any(key.column.table.name in PEOPLE for key in column.foreign_keys)
    if names_somebody or column.name in PROOFS:
        return False
    if privacy is None:
        return not isinstance(column.type, LargeBinary)
    if privacy.personal:
        return privacy.seen_by in SHOWN
    return not isinstance(column.type, LargeBinary | JSON)


def _said(row: RowMapping) -> dict[str, Any]:
    return {name: plainly(value) for name, value in row.items()}


def plainly(value: Any) -> Any:
    """Return a value as JSON can say it."""
    if isinstance(value, bool | int | float | list | dict) or value is None:
        return value
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _posts(member_id: int) -> Rows:
    found = db.session.execute(
        select(Post, Thread.title, Board.name)
        .join(Post.thread)
        .join(Thread.board)
        .where(Post.author_id == member_id)
        .order_by(Post.id)
    ).all()
    revisions: dict[int, Rows] = {post.id: [] for post, _, _ in found}
    wrote = select(Post.id).where(Post.author_id == member_id)
    for one in db.session.scalars(
        select(Revision).where(Revision.post_id.in_(wrote)).order_by(Revision.id)
    ):
        revisions[one.post_id].append(_revision(one, member_id))
    return [
        {
            "id": post.id,
            "board": board,
            "thread": post.thread_id,
            "title": title,
            "number": post.number,
            "state": str(post.state),
            "posted_at": plainly(post.posted_at),
            "edited_at": plainly(post.edited_at),
            "revisions": revisions[post.id],
        }
        for post, title, board in found
    ]


def _revision(one: Revision, member_id: int) -> dict[str, Any]:
    said = {
        "number": one.number,
        "title": one.title,
        "body": one.body,
        "written_at": plainly(one.written_at),
    }
    return said | ({"reason": one.reason} if one.editor_id == member_id else {})
