"""What authors do with their own posts: correct them, withdraw them."""

from datetime import datetime

from sqlalchemy import delete, update

from forum.boards import rules
from forum.boards.actions.moderating import change_state
from forum.boards.actions.posting import note_choices, note_quotes
from forum.boards.drafts import Cleared
from forum.boards.models import Post, PostState, Quote, Revision, Thread
from forum.boards.news import changed
from forum.core.answers import Stale, require
from forum.core.db import db, locked
from forum.core.forgetting import forget_soon
from forum.members.models import Member

WITHDRAWN_TITLE = "Withdrawn"


def edit(
    editor_id: int, post_id: int, revision: int, cleared: Cleared, now: datetime
) -> Post:
    """Give a post a new wording; the editor must have seen the present one."""
    post, thread = _held(post_id)
    editor = db.session.get_one(Member, editor_id)
    require(rules.may_edit(editor, post, thread, now))
    if post.revision != revision:
        raise Stale
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
    thread.note_changed()
    for tell in changed:
        tell(post, now)
    return post


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
    forget_soon(now)
    return change_state(post.id, PostState.WITHDRAWN, "", now)


def _held(post_id: int) -> tuple[Post, Thread]:
    """Hold a post and its thread, the thread first as everywhere."""
    known = locked(Thread, db.session.get_one(Post, post_id).thread_id)
    return locked(Post, post_id), known
