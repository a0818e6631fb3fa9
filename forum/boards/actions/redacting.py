"""Destroying words for good: here, in every revision, in quotes by others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from forum.boards.models import Post, PostState, Quote, Redaction, Revision, Thread
from forum.boards.news import Copies, changed, redacting
from forum.boards.rendering import rendered, with_pictures
from forum.core.answers import Refused
from forum.core.db import db, locked
from forum.core.forgetting import forget_soon
from forum.core.wording import Wording
from forum.images import actions as images
from forum.images.queries import of_post
from forum.mail.actions import redact_printed

NOT_THERE = "None of these words stand in the post."


@dataclass(frozen=True, slots=True)
class Passages:
    """What of a post is to be destroyed."""

    wording: Wording
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction changed, and the row that says how much."""

    post: Post
    redaction: Redaction


def redact(post_id: int, gone: Passages, editor_id: int, now: datetime) -> Redacted:
    """Destroy parts of a post wherever the forum holds them; no way back."""
    wording = gone.wording
    thread = locked(Thread, db.session.get_one(Post, post_id).thread_id)
    post = locked(Post, post_id)
    pictures = _destroyed(post, gone.pictures, now)
    described = images.redact_alts([post.id], wording) if wording.passages else 0
    found = _blackened(post, wording, editor_id, now, quotes_only=False)
    if not (found or pictures or described):
        raise Refused(NOT_THERE)
    if pictures or described:
        _show_anew(post, now)
    if post.number == 1:
        thread.title = wording.removed_from(thread.title)
        thread.lock_reason = wording.removed_from(thread.lock_reason)
    thread.note_changed()
    copies = _destroy_copies(post, wording, editor_id, now)
    redaction = Redaction(
        post_id=post.id,
        by_id=editor_id,
        passages=len(wording.passages),
        pictures=pictures,
        copies=copies.changed,
        held=copies.held,
        done_at=now,
    )
    db.session.add(redaction)
    for tell in changed:
        tell(post, now)
    forget_soon(now)
    db.session.flush()
    return Redacted(post, redaction)


def note_proof(redaction_id: int, hits: int) -> None:
    """Keep in how many rows a search afterwards still found the words."""
    locked(Redaction, redaction_id).found_after = hits


def _destroyed(post: Post, pictures: Collection[int], now: datetime) -> int:
    """Destroy those of some pictures that are this post's."""
    own = {picture.id for picture in of_post(post.id)}
    return images.destroy(own & set(pictures), now) if pictures else 0


def _show_anew(post: Post, now: datetime) -> None:
    """Render a post as it stands, with the pictures that are left."""
    body = db.session.scalars(
        select(Revision.body).where(
            Revision.post_id == post.id, Revision.number == post.revision
        )
    ).one()
    post.html = str(with_pictures(rendered(body).html, of_post(post.id)))
    post.edited_at = now


def _destroy_copies(
    post: Post, wording: Wording, editor_id: int, now: datetime
) -> Copies:
    """Destroy the words in quotations, mail, and what extensions keep."""
    if not wording.passages:
        return Copies()
    quoted = sum(
        _blackened(other, wording, editor_id, now, quotes_only=not linked)
        for other, linked in _others(post)
    )
    by_author = editor_id == post.author_id
    kept = [redact_own(post, wording, by_author) for redact_own in redacting]
    return Copies(
        quoted + redact_printed(wording) + sum(one.changed for one in kept),
        sum(one.held for one in kept),
    )


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
    db.session.flush()
    _show_anew(post, now)
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
