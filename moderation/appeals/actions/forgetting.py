"""What of appeals goes with a person, or with words that are destroyed."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, or_, select

from forum.boards.models import Post
from forum.boards.news import Copies
from forum.core.db import change_rows, db
from forum.core.wording import Wording
from moderation.actions.ending import MEMBER_GONE, end_by_rule
from moderation.appeals.models import Appeal, AppealMessage
from moderation.models import Decision, Reviewable, ReviewStatus, TargetType


def forget_member(member_id: int, now: datetime) -> Mapping[str, int]:
    """Delete the appeals of somebody who is erased; what is open of them closes."""
    mine = select(Appeal.reviewable_id).where(Appeal.appellant_id == member_id)
    waiting = select(Reviewable).where(
        Reviewable.id.in_(mine), Reviewable.status == ReviewStatus.OPEN
    )
    for item in db.session.scalars(waiting).all():
        end_by_rule(item, MEMBER_GONE, now)
    theirs = select(Appeal.id).where(Appeal.appellant_id == member_id)
    said = delete(AppealMessage).where(AppealMessage.appeal_id.in_(theirs))
    words = change_rows(said)
    gone = change_rows(delete(Appeal).where(Appeal.appellant_id == member_id))
    return {"appeal_message": words, "appeal": gone}


def redact_words(post: Post, wording: Wording, by_author: bool) -> Copies:
    """Destroy words of a post in appeals about it; authors reach their own alone."""
    cases = select(Reviewable.id).where(
        Reviewable.target_type == TargetType.POST, Reviewable.target_id == post.id
    )
    decisions = select(Decision.id).where(Decision.reviewable_id.in_(cases))
    appeals = select(Appeal.id).where(Appeal.decision_id.in_(decisions))
    which = select(AppealMessage).where(
        AppealMessage.appeal_id.in_(appeals),
        or_(
            *(
                AppealMessage.body.icontains(clue, autoescape=True)
                for clue in wording.clues
            )
        ),
    )
    if by_author:
        which = which.where(AppealMessage.is_staff.is_(False))
    changed = 0
    for one in db.session.scalars(which).all():
        before = one.body
        one.body = wording.removed_from(before)
        changed += one.body != before
    return Copies(changed)
