"""What is asked about disclosures that a law requires."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from forum.core.db import db
from forum.members.models import Member
from forum.rights.models import LegalExport, LegalHold
from forum.rights.news import Rows
from forum.rights.queries.copies import copy_of
from forum.rights.rules import HalfYear, half_years

DATED = (
    "posted_at",
    "written_at",
    "decided_at",
    "delivered_at",
    "given_at",
    "seen_at",
)
DAYS_OF = {"flags": ("created_at",), "mail_log": ("at",)}
"""Files whose rows happened on a day that other files tell otherwise."""


def legal_exports() -> Sequence[LegalExport]:
    """Return the register, newest first. One query."""
    newest = select(LegalExport).order_by(LegalExport.id.desc()).limit(100)
    return db.session.scalars(newest).all()


def demands_by_half_year() -> list[HalfYear]:
    """Return how often authorities asked, and how often we disclosed. One query."""
    rows = db.session.execute(select(LegalExport.prepared_at, LegalExport.approved_at))
    return half_years((asked, given is not None) for asked, given in rows)


def legal_export_numbered(entry_id: int) -> LegalExport | None:
    """Return an entry of the register by its key."""
    return db.session.get(LegalExport, entry_id)


def demanded(entry: LegalExport) -> dict[str, Rows]:
    """Return what an authority gets: the fields it named, within its dates."""
    return chosen(copy_of(entry.subject_id).data, entry)


def chosen(data: dict[str, Rows], entry: LegalExport) -> dict[str, Rows]:
    """Leave of a copy what an entry names; `posts.body` or all of `posts`."""
    wanted: dict[str, set[str]] = {}
    for field in entry.fields:
        name, _, column = field.partition(".")
        wanted.setdefault(name, set()).add(column)
    return {
        name: [
            {key: value for key, value in row.items() if "" in keys or key in keys}
            for row in _within(data.get(name, []), entry, DAYS_OF.get(name, DATED))
        ]
        for name, keys in wanted.items()
    }


def _within(
    rows: Rows, entry: LegalExport, dated: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield what is of the days asked for; of a post only its wordings of those."""
    for row in rows:
        wordings = [
            one for one in row.get("revisions", ()) if _is_within(one, entry, DATED)
        ]
        if wordings or _is_within(row, entry, dated):
            yield row | {"revisions": wordings} if "revisions" in row else row


def _is_within(row: dict[str, Any], entry: LegalExport, dated: Sequence[str]) -> bool:
    """Say whether a row is of the days asked for; rows without a day always are."""
    at = next((row[name] for name in dated if row.get(name)), None)
    return at is None or entry.since.isoformat() <= at[:10] <= entry.until.isoformat()


def is_former(member_id: int) -> bool:
    """Say whether a member was erased, or stands for all who were. One query."""
    theirs = select(Member.is_former).where(Member.id == member_id)
    return db.session.scalar(theirs) is not False


def held_posts() -> set[int]:
    """Return the posts that may not be destroyed now. One query."""
    live = select(LegalHold.post_id).where(LegalHold.ended_at.is_(None))
    return set(db.session.scalars(live))
