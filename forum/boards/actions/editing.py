"""What authors do with their own posts: correct them, withdraw them."""

from datetime import datetime

from sqlalchemy import delete, select, update

from forum.boards import rules
from forum.boards.actions.drafts import drop_correction
from forum.boards.actions.moderating import change_state
from forum.boards.actions.posting import (
    Held,
    Posted,
    attach_pictures,
    count_choices,
    judged_fairly,
    note_choices,
    note_quotes,
)
from forum.boards.actions.redacting import (
    Passages,
    Redacted,
    let_go_of_pictures,
    redact,
)
from forum.boards.drafts import Cleared
from forum.boards.gates import Verdict, judgements
from forum.boards.models import Board, Post, PostState, Quote, Revision, Thread
from forum.boards.news import changed, rests_on, submitted, withdrawn
from forum.core.answers import Stale, require
from forum.core.db import db, locked
from forum.core.forgetting import forget_soon
from forum.core.wording import Wording
from forum.disclosure import scan
from forum.images.queries import of_post
from forum.members.models import Member
from forum.members.registry import registry

WITHDRAWN_TITLE = "Withdrawn"
BY_AUTHOR = "[masked by its author]"
TAKEN_BACK = "[taken back by its author]"


def edit(
    editor_id: int, post_id: int, revision: int, cleared: Cleared, now: datetime
) -> Posted | Held:
    """Give a post a new wording; the editor must have seen the present one.

    What its author masks now is destroyed in earlier wordings and quotes too.
    """
    post, thread = _held(post_id)
    editor = db.session.get_one(Member, editor_id)
    board = db.session.get_one(Board, thread.board_id)
    require(rules.may_edit(editor, post, thread, board, now))
    if post.revision != revision:
        raise Stale
    judgement, cleared = judged_fairly(editor, board, cleared, now)
    gone = _masked_words(post, cleared)
    _drop_fresh(post, editor, now)
    rewrite(post, thread, editor, cleared, now)
    if gone:
        db.session.flush()
        redact(post.id, Passages(Wording(gone, BY_AUTHOR)), editor.id, now)
    else:
        for tell in changed:
            tell(post, now)
    for note in judgements:
        note(post, cleared, judgement, now)
    if judgement.verdict is Verdict.HOLD and post.state is PostState.PUBLISHED:
        change_state(post.id, PostState.HIDDEN, "", now)
        for tell in submitted:
            tell(post, now)
        count_choices(editor, cleared.tally, now)
        return Held(post, judgement.because)
    count_choices(editor, cleared.tally, now)
    if post.state is not PostState.PUBLISHED:
        return Held(post, "")
    return Posted(post, because=judgement.because)


def rewrite(
    post: Post, thread: Thread, editor: Member, cleared: Cleared, now: datetime
) -> None:
    """Keep a new wording of a post and show it from now on."""
    draft = cleared.draft
    if post.number == 1:
        thread.title = draft.title
    post.revision += 1
    post.html = str(cleared.html)
    post.edited_at = now
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision,
            title=draft.title if post.number == 1 else None,
            body=draft.body,
            editor_id=editor.id,
            reason=draft.reason,
            written_at=now,
        )
    )
    note_quotes(post, cleared.quoted)
    note_choices(post, cleared.tally, now)
    if draft.alts:
        attach_pictures(post, cleared, now)
    thread.note_changed()


def _drop_fresh(post: Post, editor: Member, now: datetime) -> None:
    """Let a correction of a few minutes ago go: the one that comes now replaces it.

    What was posted first stays, and so does what somebody answered or judged.
    """
    fresh = Revision.written_at > now - rules.ONE_WORDING
    own = (Revision.post_id == post.id) & (Revision.editor_id == editor.id)
    last = db.session.scalar(
        select(Revision).where(own, fresh, Revision.number == post.revision)
    )
    if last is None or last.number == 1 or editor.id != post.author_id:
        return
    answered = select(Post.id).where(
        Post.thread_id == post.thread_id, Post.posted_at >= last.written_at
    )
    if db.session.scalar(answered.limit(1)) is not None:
        return
    if not any(ask(post.id, post.revision) for ask in rests_on):
        db.session.delete(last)


def _masked_words(post: Post, cleared: Cleared) -> tuple[str, ...]:
    """Return what the author masked now and earlier wordings still show."""
    kinds = frozenset(cleared.tally.masked)
    if not kinds:
        return ()
    known = registry().registered(post.author_id)
    revisions = db.session.scalars(select(Revision).where(Revision.post_id == post.id))
    texts = {
        text for one in revisions for text in (one.title, one.body, one.reason) if text
    }
    found = {
        text[one.start : one.end]
        for text in texts
        for one in scan(text, known)
        if one.kind in kinds
    }
    public = "\n".join(cleared.draft.texts.values())
    gone = {words for words in found | set(cleared.masked) if words not in public}
    wording = Wording(tuple(sorted(gone)), BY_AUTHOR)
    return wording.passages if any(map(wording.stands_in, texts)) else ()


def take_back(author_id: int, post_id: int, gone: Passages, now: datetime) -> Redacted:
    """Destroy words or pictures of one's own post, whatever its age or state."""
    post, _ = _held(post_id)
    author = db.session.get_one(Member, author_id)
    require(rules.may_take_back(author, post))
    return redact(post.id, gone, author.id, now)


def withdraw(author_id: int, post_id: int, now: datetime) -> Post:
    """Take a post away for good; its place in the thread stays, its words do not."""
    post, thread = _held(post_id)
    author = db.session.get_one(Member, author_id)
    require(rules.may_withdraw(author, post, thread))
    if post.number == 1:
        thread.title = WITHDRAWN_TITLE
    post.html = ""
    post.revision += 1
    db.session.execute(
        update(Revision)
        .where(Revision.post_id == post.id)
        .values(body="", title=None, reason="")
    )
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision,
            body="",
            editor_id=author_id,
            written_at=now,
        )
    )
    db.session.execute(delete(Quote).where(Quote.post_id == post.id))
    drop_correction(post.id)
    let_go_of_pictures(post, [one.id for one in of_post(post.id)], now)
    for tell in withdrawn:
        tell(post, now)
    forget_soon(now)
    return change_state(post.id, PostState.WITHDRAWN, "", now)


def _held(post_id: int) -> tuple[Post, Thread]:
    """Hold a post and its thread, the thread first as everywhere."""
    known = locked(Thread, db.session.get_one(Post, post_id).thread_id)
    return locked(Post, post_id), known
