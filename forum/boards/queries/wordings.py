"""The wordings of a post: what each edit took away and added."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.boards.models import Revision
from forum.boards.queries.posts import original
from forum.boards.wording import changes, is_comparable
from forum.core.db import db
from forum.members.models import Member
from forum.members.viewers import Viewer
from forum.privacy.comparing import Block

MODERATOR = "a moderator"
WORDINGS_MAX = 50
"""The newest are shown; nobody edits a post more often with good cause."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording, beside the one before it."""

    number: int
    by: str
    written_at: datetime
    reason: str
    title: tuple[Block, ...]
    body: tuple[Block, ...]
    is_first: bool
    is_plain: bool
    """Whether it differs too much to be compared word by word."""


@dataclass(frozen=True, slots=True)
class History:
    """How a post was edited, newest wording first."""

    post_id: int
    author_id: int
    author: str
    thread_title: str
    wordings: tuple[Wording, ...]


def history(post_id: int, viewer: Viewer) -> History:
    """Return how a post was edited, to its author or to staff. Three queries.

    Which moderator edited it is told to staff alone.
    """
    found = original(post_id, viewer)
    author = found.post.author_id
    rows = db.session.execute(
        select(Revision, Member.handle)
        .join(Member, Member.id == Revision.editor_id)
        .where(Revision.post_id == post_id)
        .order_by(Revision.number.desc())
        .limit(WORDINGS_MAX + 1)
    ).all()
    before = [*(row for row, _ in rows[1:]), None]
    shown = [
        _wording(
            revision,
            handle if viewer.is_staff or revision.editor_id == author else MODERATOR,
            older,
        )
        for (revision, handle), older in zip(rows, before, strict=True)
    ]
    post = found.post
    return History(
        post.id,
        post.author_id,
        found.author,
        found.thread.title,
        tuple(shown[:WORDINGS_MAX]),
    )


def changed_since(post_id: int, number: int) -> tuple[Block, ...]:
    """Return what changed in a post since a wording that somebody saw. One query."""
    rows = db.session.scalars(
        select(Revision)
        .where(Revision.post_id == post_id, Revision.number >= number)
        .order_by(Revision.number)
    ).all()
    if not rows or rows[0].number != number:
        return ()
    return changes(rows[0].body, rows[-1].body)


def _wording(one: Revision, by: str, older: Revision | None) -> Wording:
    before = older.body if older else one.body
    titled = (older.title if older else one.title) or ""
    return Wording(
        one.number,
        by,
        one.written_at,
        one.reason,
        changes(titled, one.title or "") if one.title else (),
        changes(before, one.body),
        is_first=older is None,
        is_plain=not is_comparable(before, one.body),
    )
