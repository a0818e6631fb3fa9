"""What is asked about documents and agreements."""

from datetime import datetime

from sqlalchemy import func, select

from forum.core.db import db
from forum.members.models import Member
from forum.privacy.documents import (
    POSTING,
    SHOWN_FOR,
    Document,
    in_force,
    material_changes,
    newest_changes,
)
from forum.privacy.models import Consent, DocumentNotice


def to_acknowledge(member_id: int, now: datetime) -> tuple[Document, ...]:
    """Return what a member must say they know before they post. One query.

    That posts are public, in its present wording, and the material changes of
    statement and terms, from the day on which they were published.
    """
    today = now.date()
    wanted = (in_force(POSTING, today), *material_changes(today))
    known = _known(member_id)
    return tuple(one for one in wanted if known.get(one.name, 0) < one.version)


def announcements(member_id: int | None, now: datetime) -> tuple[Document, ...]:
    """Return which changes the first page tells somebody about.

    Guests for 30 days, members until they say that they have seen it. One query
    for members, if a document ever changed.
    """
    today = now.date()
    changed = newest_changes(today)
    if member_id is None:
        return tuple(one for one in changed if today < one.published + SHOWN_FOR)
    if not changed:
        return ()
    known = _known(member_id)
    return tuple(one for one in changed if known.get(one.name, 0) < one.version)


def has_acknowledged(member_id: int, document: Document) -> bool:
    """Say whether a member agreed to a version, or to a later one."""
    return _known(member_id).get(document.name, 0) >= document.version


def has_agreed(member_id: int) -> bool:
    """Say whether a member ever accepted a privacy statement. One query."""
    theirs = select(Consent.id).where(
        Consent.member_id == member_id, Consent.document == "privacy"
    )
    return db.session.scalar(theirs.limit(1)) is not None


def to_be_told(document: Document, after: int, at_most: int) -> list[int]:
    """Return the next members to write to about a changed document, by their keys.

    Not those who were written to, or who said already that they know it.
    """
    told = select(DocumentNotice.member_id).where(
        DocumentNotice.document == document.name,
        DocumentNotice.version == document.version,
    )
    knows = select(Consent.member_id).where(
        Consent.document == document.name, Consent.version >= document.version
    )
    wanted = select(Member.id).where(
        Member.id > after,
        Member.deactivated_at.is_(None),
        Member.demo.is_(False),
        Member.id.not_in(told),
        Member.id.not_in(knows),
    )
    return list(db.session.scalars(wanted.order_by(Member.id).limit(at_most)))


def _known(member_id: int) -> dict[str, int]:
    newest = select(Consent.document, func.max(Consent.version).label("newest"))
    rows = db.session.execute(
        newest.where(Consent.member_id == member_id).group_by(Consent.document)
    )
    return {row.document: row.newest for row in rows}
