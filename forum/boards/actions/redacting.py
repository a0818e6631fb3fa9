"""Destroying words for good: here, in every revision, in quotes by others."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from forum.boards.models import Post, PostState, Quote, Revision, Thread
from forum.boards.news import changed, redacting
from forum.boards.rendering import rendered
from forum.core.answers import Refused
from forum.core.db import db, locked
from forum.core.forgetting import forget_soon
from forum.core.wording import Wording
from forum.mail.actions import redact_printed

NOT_THERE = "None of these words stand in the post."


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction changed."""

    post: Post
    copies: int
    """Posts by others, evidence, notes and mail that held the words too."""


def redact(post_id: int, wording: Wording, editor_id: int, now: datetime) -> Redacted:
    """Destroy words of a post wherever the forum holds them; no way back."""
    thread = locked(Thread, db.session.get_one(Post, post_id).thread_id)
    post = locked(Post, post_id)
    if not _blackened(post, wording, editor_id, now, quotes_only=False):
        raise Refused(NOT_THERE)
    if post.number == 1:
        thread.title = wording.removed_from(thread.title)
        thread.lock_reason = wording.removed_from(thread.lock_reason)
    thread.note_changed()
    copies = sum(
        _blackened(other, wording, editor_id, now, quotes_only=not linked)
        for other, linked in _others(post)
    )
    copies += redact_printed(wording)
    copies += sum(redact_own(post, wording) for redact_own in redacting)
    for tell in changed:
        tell(post, now)
    forget_soon(now)
    return Redacted(post, copies)


def _others(post: Post) -> list[tuple[Post, bool]]:
    """Return posts that may hold the words, and whether they quote this post."""
    quoting = select(Quote.post_id).where(Quote.source_id == post.id)
    rows = db.session.scalars(
        select(Post)
        .where(
            or_(Post.id.in_(quoting), Post.thread_id == post.thread_id),
            Post.id != post.id,
            Post.state != PostState.WITHDRAWN,
        )
        .order_by(Post.id)
        .with_for_update()
    ).all()
    linked = set(db.session.scalars(quoting))
    return [(other, other.id in linked) for other in rows]


def _blackened(
    post: Post,
    wording: Wording,
    editor_id: int,
    now: datetime,
    *,
    quotes_only: bool,
) -> bool:
    """Overwrite every wording of a post; say whether anything was there."""
    revisions = db.session.scalars(
        select(Revision)
        .where(Revision.post_id == post.id)
        .order_by(Revision.number.desc())
    ).all()
    present = revisions[0]
    shown = (present.title, present.body)
    found = [_overwritten(one, wording, quotes_only=quotes_only) for one in revisions]
    if not any(found):
        return False
    if shown == (present.title, present.body):
        return True
    post.revision += 1
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision,
            title=present.title,
            body=present.body,
            editor_id=editor_id,
            written_at=now,
        )
    )
    post.html = str(rendered(present.body).html)
    post.edited_at = now
    return True


def _overwritten(revision: Revision, wording: Wording, *, quotes_only: bool) -> bool:
    before = (revision.title, revision.body, revision.reason)
    if quotes_only:
        revision.body = _removed_from_quotes(revision.body, wording)
    else:
        revision.body = wording.removed_from(revision.body)
        revision.reason = wording.removed_from(revision.reason)
        if revision.title:
            revision.title = wording.removed_from(revision.title)
    return before != (revision.title, revision.body, revision.reason)


def _removed_from_quotes(body: str, wording: Wording) -> str:
    """Change quotations only, a run of quoted lines at a time."""
    out: list[str] = []
    run: list[str] = []
    for line in [*body.split("\n"), ""]:
        if line.lstrip().startswith(">"):
            run.append(line)
            continue
        if run:
            out.append(wording.removed_from("\n".join(run)))
            run = []
        out.append(line)
    return "\n".join(out[:-1])
