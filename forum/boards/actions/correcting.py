"""What moderators change about a post's words or put beside them, and undo."""

from datetime import datetime

from sqlalchemy import select

from forum.boards import rules
from forum.boards.actions.editing import rewrite
from forum.boards.actions.posting import count_choices
from forum.boards.drafts import Cleared
from forum.boards.models import Post, PostState, Revision, Thread
from forum.boards.news import changed
from forum.boards.notices import SafetyNotice
from forum.boards.rendering import rendered, with_pictures
from forum.core.answers import Refused, Stale, require
from forum.core.db import db, locked
from forum.images.queries import of_post
from forum.members.models import Member


def correct(
    moderator_id: int, post_id: int, revision: int, cleared: Cleared, now: datetime
) -> Post:
    """Give somebody else's post a slightly other wording, which readers are told.

    It stands beside the wordings of its author; none of these is destroyed.
    """
    post, thread = _held(post_id)
    moderator = db.session.get_one(Member, moderator_id)
    require(rules.may_correct(moderator, post))
    if post.revision != revision:
        raise Stale
    rewrite(post, thread, moderator, cleared, now)
    post.html = str(with_pictures(cleared.html, of_post(post.id)))
    post.edited_by_staff = True
    for tell in changed:
        tell(post, now)
    count_choices(moderator, cleared.tally, now)
    return post


def uncorrect(post_id: int, earlier: int, was_marked: bool, now: datetime) -> Post:
    """Bring back an earlier wording of a post as its newest one."""
    post, thread = _held(post_id)
    before = select(Revision).where(
        Revision.post_id == post.id, Revision.number == earlier
    )
    old = db.session.scalars(before).one_or_none()
    if old is None or post.purged_at or post.state is PostState.WITHDRAWN:
        raise Refused("The words that stood there before are gone.")
    post.revision += 1
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision,
            title=old.title,
            body=old.body,
            editor_id=old.editor_id,
            written_at=now,
        )
    )
    if post.number == 1 and old.title:
        thread.title = old.title
    post.html = str(with_pictures(rendered(old.body).html, of_post(post.id)))
    post.edited_at, post.edited_by_staff = now, was_marked
    thread.note_changed()
    db.session.flush()
    for tell in changed:
        tell(post, now)
    return post


def set_notice(post_id: int, notice: SafetyNotice | None) -> Post:
    """Put a safety notice beside a post, or take it off; nothing else changes."""
    post, thread = _held(post_id)
    post.notice = notice.key if notice else ""
    post.notice_version = notice.version if notice else 0
    thread.note_changed()
    return post


def _held(post_id: int) -> tuple[Post, Thread]:
    thread = locked(Thread, db.session.get_one(Post, post_id).thread_id)
    return locked(Post, post_id), thread
