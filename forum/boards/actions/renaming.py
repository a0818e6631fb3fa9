"""Another user name: quotations and mentions in what others wrote follow it."""

import re
from datetime import datetime

from sqlalchemy import or_, select

from forum.boards.actions.drafts import in_threads, reword_drafts
from forum.boards.actions.leaving import show
from forum.boards.models import Post, Revision, Thread
from forum.core.db import db, locked
from forum.members.calling import TAIL, is_common, mentioned_as, quoted_as
from forum.members.news import Renamed


def follow_name(renamed: Renamed, now: datetime) -> None:  # noqa: ARG001 - of the hook
    """Write the new name where somebody is quoted or mentioned, in every wording.

    A name that is also a word is only meant where its owner took part.
    """
    theirs = select(Post.thread_id).where(Post.author_id == renamed.member_id)
    near = set(db.session.scalars(theirs.distinct()))
    perhaps = or_(
        *(
            text.icontains(renamed.before, autoescape=True)
            for text in (Revision.body, Revision.title)
        )
    )
    found = select(Revision, Post.thread_id).join(Post, Post.id == Revision.post_id)
    if is_common(renamed.before):
        found = found.where(Post.thread_id.in_(near))
    rows = db.session.execute(found.where(perhaps).order_by(Post.thread_id)).all()
    touched: dict[int, set[int]] = {}
    for revision, thread_id in rows:
        if _follows(revision, renamed):
            touched.setdefault(thread_id, set()).add(revision.post_id)
    for thread_id in sorted(near | set(touched)):
        _show(thread_id, touched.get(thread_id, set()))
    reword_drafts(in_threads(near), lambda _, text: renamed_in(text, renamed))


def renamed_in(text: str, renamed: Renamed) -> str:
    """Return a text with the new name in the place of the old one."""
    quoted = re.compile(quoted_as(renamed.before), re.IGNORECASE)
    mentioned = re.compile(mentioned_as(renamed.before), re.IGNORECASE)
    page = re.compile(rf"(?<=/m/){re.escape(renamed.before)}{TAIL}", re.IGNORECASE)
    text = page.sub(lambda _: renamed.after, quoted.sub(lambda _: renamed.after, text))
    return mentioned.sub(lambda _: f"@{renamed.after}", text)


def _follows(revision: Revision, renamed: Renamed) -> bool:
    before = (revision.title, revision.body)
    revision.body = renamed_in(revision.body, renamed)
    if revision.title:
        revision.title = renamed_in(revision.title, renamed)
    return before != (revision.title, revision.body)


def _show(thread_id: int, posts: set[int]) -> None:
    thread = locked(Thread, thread_id)
    for post_id in sorted(posts):
        post = locked(Post, post_id)
        show(post)
        if post.number == 1:
            present = select(Revision.title).where(
                Revision.post_id == post.id, Revision.number == post.revision
            )
            thread.title = db.session.scalar(present) or thread.title
    thread.note_changed()
