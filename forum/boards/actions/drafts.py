"""Drafts: kept until they are posted, deleted or too old; and words gone from them."""

import json
import secrets
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from forum.boards import queries, rules
from forum.boards.drafts import Draft
from forum.boards.models import Post, Revision, Thread, ThreadTag
from forum.boards.queries import DraftPlace, Saved
from forum.boards.saved import SavedDraft
from forum.core.answers import Refused, require
from forum.core.db import change_rows, db, locked
from forum.members.models import Member

Change = Callable[[SavedDraft, str], str]
POSTED = "You posted this already."


class NewerDraft(Exception):
    """Another window saved a draft in this place since; nothing was kept."""

    def __init__(self, theirs: Saved) -> None:
        super().__init__(theirs.token)
        self.theirs = theirs


def keep_draft(  # noqa: PLR0913 - one argument for each thing that is kept
    member_id: int,
    place: DraftPlace,
    draft: Draft,
    tags: str,
    now: datetime,
    *,
    seen: str | None = None,
    revision: int | None = None,
) -> SavedDraft:
    """Keep what somebody has begun to write; there is one draft for each place.

    A composition that moves to another board takes its draft along. `seen` names the
    draft its author had before them, nothing where there was none.
    """
    locked(Member, member_id)
    if _is_posted(member_id, draft.once):
        raise Refused(POSTED)
    row = _of_composition(member_id, draft.once)
    there = queries.draft_row(member_id, place)
    newest = there or row
    if seen is not None and newest is not None and newest.token != seen:
        raise NewerDraft(queries.saved_of(newest))
    if row is not None and there is not None and row is not there:
        db.session.delete(there)
        db.session.flush()
    row = row or there
    if row is None:
        require(rules.may_keep_draft(queries.draft_count(member_id)))
        row = SavedDraft(member_id=member_id, version=0)
        db.session.add(row)
    row.board_id, row.thread_id = place.board_id, place.thread_id
    row.post_id, row.revision = place.post_id, revision
    row.title, row.body, row.tags = draft.title, draft.body, tags
    row.once, row.reason = draft.once, draft.reason or None
    row.version += 1
    row.alts = json.dumps({str(key): alt for key, alt in draft.alts.items()})
    row.saved_at = now
    db.session.flush()
    return row


def hand_back(post: Post, now: datetime) -> bool:
    """Put the words of a post that is not published among its author's drafts.

    A draft that stands in that place already is not touched: then say no.
    """
    locked(Member, post.author_id)
    place = _place_of(post)
    there = queries.draft_row(post.author_id, place)
    if there or not rules.may_keep_draft(queries.draft_count(post.author_id)):
        return False
    wording = _wording_of(post)
    tags = select(ThreadTag.tag).where(ThreadTag.thread_id == post.thread_id)
    draft = Draft(wording.body, wording.title or "", once=secrets.token_urlsafe(18))
    said = ", ".join(sorted(db.session.scalars(tags))) if post.number == 1 else ""
    keep_draft(post.author_id, place, draft, said, now)
    return True


def drop_handed_back(post: Post) -> bool:
    """Delete the draft of a post that is published after all; say if it was there.

    A draft that its author went on with is not touched.
    """
    locked(Member, post.author_id)
    draft = queries.draft_row(post.author_id, _place_of(post))
    wording = _wording_of(post)
    same = wording.title or "", wording.body
    if draft is None or (draft.title, draft.body) != same:
        return False
    db.session.delete(draft)
    db.session.flush()
    return True


def drop_draft(member_id: int, draft_id: int) -> bool:
    """Delete a draft of one's own; say whether it was there."""
    own = (SavedDraft.id == draft_id) & (SavedDraft.member_id == member_id)
    return change_rows(delete(SavedDraft).where(own)) > 0


def drop_posted(member_id: int, once: str) -> None:
    """Delete the draft of a composition that was posted."""
    own = (SavedDraft.member_id == member_id) & (SavedDraft.once == once)
    db.session.execute(delete(SavedDraft).where(own))


def drop_correction(post_id: int) -> None:
    """Delete what was begun about a post whose words are gone."""
    db.session.execute(delete(SavedDraft).where(SavedDraft.post_id == post_id))


def forget_drafts(now: datetime) -> int:
    """Delete drafts that nobody saved again for long; return how many."""
    old = SavedDraft.saved_at < now - rules.DRAFT_LASTS
    return change_rows(delete(SavedDraft).where(old))


def reword_drafts(which: ColumnElement[bool], change: Change) -> int:
    """Change texts of some drafts; return how many became others.

    They are sealed, so each one is opened.
    """
    rows = db.session.scalars(
        select(SavedDraft).where(which).order_by(SavedDraft.id).with_for_update()
    ).all()
    return sum(_reworded(row, change) for row in rows)


def in_threads(threads: Collection[int]) -> ColumnElement[bool]:
    """Choose drafts of replies in some threads, and of corrections there."""
    posts = select(Post.id).where(Post.thread_id.in_(threads))
    return SavedDraft.thread_id.in_(threads) | SavedDraft.post_id.in_(posts)


def _place_of(post: Post) -> DraftPlace:
    thread = db.session.get_one(Thread, post.thread_id)
    opens = post.number == 1
    return DraftPlace(thread.board_id) if opens else DraftPlace(thread_id=thread.id)


def _wording_of(post: Post) -> Revision:
    number = Revision.number == post.revision
    return db.session.scalars(
        select(Revision).where(Revision.post_id == post.id, number)
    ).one()


def _is_posted(member_id: int, once: str) -> bool:
    """Say whether a composition was posted: a window that was left open saves late."""
    sent = select(Post.id).where(Post.author_id == member_id, Post.once == once)
    return bool(once) and db.session.scalar(sent) is not None


def _of_composition(member_id: int, once: str) -> SavedDraft | None:
    return db.session.scalar(
        select(SavedDraft)
        .where(SavedDraft.member_id == member_id, SavedDraft.once == once)
        .limit(1)
    )


def _reworded(row: SavedDraft, change: Change) -> bool:
    before = (row.title, row.body, row.tags, row.alts, row.reason)
    if row.reason:
        row.reason = change(row, row.reason)
    row.title, row.body = change(row, row.title), change(row, row.body)
    row.alts = json.dumps(
        {key: change(row, alt) for key, alt in json.loads(row.alts or "{}").items()}
    )
    return before != (row.title, row.body, row.tags, row.alts, row.reason)
