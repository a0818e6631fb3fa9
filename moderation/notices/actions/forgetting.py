"""What of notices goes with time, and words in them that are destroyed."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update

from forum.boards.models import Post
from forum.boards.news import Copies
from forum.core.db import change_rows, db
from forum.core.forgetting import forget_soon
from forum.core.wording import Wording
from forum.images import actions as images
from moderation.models import Reviewable, TargetType
from moderation.notices import queries, rules
from moderation.notices.models import Notice, NoticeCase

CONTACT = ("name", "email", "phone", "postal", "signature")


def forget_contacts(now: datetime) -> int:
    """Blank who asked, and mostly what, a while after a notice was closed."""
    old = Notice.closed_at < now - rules.CONTACT_LASTS
    known = or_(*(getattr(Notice, name).is_not(None) for name in CONTACT))
    nobody = update(Notice).where(old, known).values(dict.fromkeys(CONTACT))
    said = Notice.words.is_not(None) & Notice.kind.not_in(rules.KEEPS_WORDS)
    silent = update(Notice).where(old, said).values(words=None)
    # Both run, whatever the first one finds.
    return _forgotten(change_rows(nobody) + change_rows(silent), now)


def forget_notices(now: datetime) -> int:
    """Delete notices that were closed long ago."""
    old = Notice.closed_at < now - rules.NOTICE_LASTS
    theirs = select(Notice.id).where(old)
    db.session.execute(delete(NoticeCase).where(NoticeCase.notice_id.in_(theirs)))
    return _forgotten(change_rows(delete(Notice).where(old)), now)


def forget_sealed(now: datetime) -> int:
    """Destroy sealed pictures once they need not be preserved any longer."""
    posts = queries.past_holds(now - rules.SEALED_LASTS)
    return images.destroy_sealed(posts, now)


def redact_copies(post: Post, wording: Wording, by_author: bool) -> Copies:
    """Destroy words of a post that somebody repeated in a notice about it."""
    about = (
        select(Notice)
        .join(NoticeCase, NoticeCase.notice_id == Notice.id)
        .join(Reviewable, Reviewable.id == NoticeCase.reviewable_id)
        .where(
            Reviewable.target_type == TargetType.POST,
            Reviewable.target_id == post.id,
            Notice.words.is_not(None),
        )
    )
    if by_author:  # what is not decided yet rests on these words
        about = about.where(Notice.closed_at.is_not(None))
    changed = 0
    for notice in db.session.scalars(about).unique():
        without = wording.removed_from(notice.words or "")
        changed += without != notice.words
        notice.words = without
    return Copies(changed)


def _forgotten(rows: int, now: datetime) -> int:
    if rows:
        forget_soon(now)
    return rows
