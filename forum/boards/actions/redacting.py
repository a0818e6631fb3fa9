"""Destroying words for good: here, in every revision, in quotes by others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from forum.boards.actions.drafts import in_threads, reword_drafts
from forum.boards.models import Post, PostState, Quote, Redaction, Revision, Thread
from forum.boards.news import Copies, changed, is_reported, redacting
from forum.boards.rendering import rendered, with_pictures
from forum.boards.saved import SavedDraft
from forum.core.answers import Refused
from forum.core.db import db, locked
from forum.core.forgetting import forget_soon
from forum.core.wording import Wording
from forum.images import actions as images
from forum.images.queries import for_staff, of_post
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


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who destroys which words, and of which post."""

    post: Post
    wording: Wording
    editor_id: int
    now: datetime

    @property
    def by_author(self) -> bool:
        """Whether the author does it: words of others are not theirs to destroy."""
        return self.editor_id == self.post.author_id


def redact(post_id: int, gone: Passages, editor_id: int, now: datetime) -> Redacted:
    """Destroy parts of a post wherever the forum holds them; no way back.

    An author reaches the post itself and what others quote of it; moderators,
    who answer for what they do, every copy in the thread and around it.
    """
    thread = locked(Thread, db.session.get_one(Post, post_id).thread_id)
    post = locked(Post, post_id)
    deed = _Deed(post, gone.wording, editor_id, now)
    pictures = _destroyed(deed, gone.pictures)
    words = deed.wording.passages
    described = images.redact_alts([post.id], deed.wording) if words else 0
    if not _destroyed_in(post, deed, is_shown_anew=bool(pictures or described)):
        raise Refused(NOT_THERE)
    if post.number == 1:
        thread.title = deed.wording.removed_from(thread.title)
        thread.lock_reason = deed.wording.removed_from(thread.lock_reason)
        thread.slow_reason = deed.wording.removed_from(thread.slow_reason)
    thread.note_changed()
    copies = _destroy_copies(deed) if words else Copies()
    redaction = Redaction(
        post_id=post.id,
        by_id=editor_id,
        passages=len(words),
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


def let_go_of_pictures(post: Post, pictures: Collection[int], now: datetime) -> int:
    """Destroy pictures of a post; those a report rests on only after the decision."""
    if not pictures:
        return 0
    if any(ask(post.id) for ask in is_reported):
        return images.withhold(pictures)
    return images.destroy(pictures, now)


def _destroyed(deed: _Deed, pictures: Collection[int]) -> int:
    """Destroy those of some pictures that are this post's."""
    if not pictures:
        return 0
    if deed.by_author:
        own = {one.id for one in of_post(deed.post.id)} & set(pictures)
        return let_go_of_pictures(deed.post, own, deed.now)
    every = {one.id for one in for_staff(deed.post.id)} & set(pictures)
    return images.destroy(every, deed.now)


def _destroyed_in(post: Post, deed: _Deed, *, is_shown_anew: bool) -> bool:
    """Overwrite every wording of the post itself; say whether anything changed."""
    revisions = _revisions(post)
    shown = (revisions[0].title, revisions[0].body)
    found = [_overwritten(one, deed.wording) for one in revisions]
    if shown != (revisions[0].title, revisions[0].body) or is_shown_anew:
        _show_anew(post, revisions[0], deed)
    return any(found) or is_shown_anew


def _revisions(post: Post) -> list[Revision]:
    """Return every wording of a post, newest first."""
    return list(
        db.session.scalars(
            select(Revision)
            .where(Revision.post_id == post.id)
            .order_by(Revision.number.desc())
        )
    )


def _show_anew(post: Post, present: Revision, deed: _Deed) -> None:
    """Keep what is left as a wording of its own, and show it."""
    post.revision += 1
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision,
            title=present.title,
            body=present.body,
            editor_id=deed.editor_id,
            written_at=deed.now,
        )
    )
    db.session.flush()
    post.html = str(with_pictures(rendered(present.body).html, of_post(post.id)))
    post.edited_at = deed.now


def _destroy_copies(deed: _Deed) -> Copies:
    """Destroy the words in quotations, mail, and what extensions keep."""
    quoted = sum(_destroyed_in_copy(*other, deed) for other in _others(deed))
    quoted += _destroyed_in_drafts(deed)
    kept = [tell(deed.post, deed.wording, deed.by_author) for tell in redacting]
    held = sum(one.held for one in kept)
    if deed.by_author:
        # More would tell an author what moderators have written about the post.
        return Copies(quoted, held)
    others = sum(one.changed for one in kept)
    return Copies(quoted + redact_printed(deed.wording) + others, held)


def _others(deed: _Deed) -> list[tuple[Post, bool]]:
    """Return posts that may hold the words, and whether they quote this post."""
    post = deed.post
    quoting = select(Quote.post_id).where(Quote.source_id == post.id)
    around: ColumnElement[bool] = Post.id.in_(quoting)
    if not deed.by_author:
        around = or_(around, Post.thread_id == post.thread_id)
    rows = db.session.scalars(
        select(Post)
        .where(around, Post.id != post.id, Post.state != PostState.WITHDRAWN)
        .where(Post.id.in_(_perhaps(deed.wording)))
        .order_by(Post.id)
        .with_for_update()
    ).all()
    linked = set(db.session.scalars(quoting))
    return [(other, other.id in linked) for other in rows]


def _perhaps(wording: Wording) -> Any:
    """Choose posts with a wording in which one of the words may stand."""
    texts = (Revision.body, Revision.title, Revision.reason)
    return select(Revision.post_id).where(
        or_(
            *(
                text.icontains(clue, autoescape=True)
                for text in texts
                for clue in wording.clues
            )
        )
    )


def _destroyed_in_copy(other: Post, is_linked: bool, deed: _Deed) -> bool:
    """Overwrite the words in another post: its quotations, or for staff all of it."""
    revisions = _revisions(other)
    shown = (revisions[0].title, revisions[0].body)
    if is_linked and not deed.by_author:
        found = [_overwritten(one, deed.wording) for one in revisions]
    else:
        of = deed.post.id if deed.by_author else None
        found = [_overwritten_in_quotes(one, deed.wording, of) for one in revisions]
    if shown != (revisions[0].title, revisions[0].body):
        _show_anew(other, revisions[0], deed)
        thread = db.session.get_one(Thread, other.thread_id)
        if other.number == 1 and revisions[0].title:
            thread.title = revisions[0].title
        thread.note_changed()
    return any(found)


def _destroyed_in_drafts(deed: _Deed) -> int:
    """Overwrite the words in what is begun: by others only where they quote."""
    post, author_id = deed.post, deed.post.author_id
    of = post.id if deed.by_author else None

    def without(draft: SavedDraft, text: str) -> str:
        if draft.member_id == author_id:
            return deed.wording.removed_from(text)
        return removed_from_quotes(text, deed.wording, of)

    own = SavedDraft.member_id == author_id
    return reword_drafts(own | in_threads([post.thread_id]), without)


def _overwritten(revision: Revision, wording: Wording) -> bool:
    before = (revision.title, revision.body, revision.reason)
    revision.body = wording.removed_from(revision.body)
    revision.reason = wording.removed_from(revision.reason)
    if revision.title:
        revision.title = wording.removed_from(revision.title)
    return before != (revision.title, revision.body, revision.reason)


def _overwritten_in_quotes(
    revision: Revision, wording: Wording, of: int | None
) -> bool:
    before = revision.body
    revision.body = removed_from_quotes(before, wording, of)
    return before != revision.body


def removed_from_quotes(body: str, wording: Wording, of: int | None = None) -> str:
    """Change quotations only, a run of quoted lines at a time; of one post if named."""
    out: list[str] = []
    run: list[str] = []
    for line in [*body.split("\n"), ""]:
        if line.lstrip().startswith(">"):
            run.append(line)
            continue
        if run:
            quoted = "\n".join(run)
            is_meant = of is None or f"(/p/{of})" in quoted
            out.append(wording.removed_from(quoted) if is_meant else quoted)
            run = []
        out.append(line)
    return "\n".join(out[:-1])
