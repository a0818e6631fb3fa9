"""What follows by itself: measures that ended, flags that were right, an erasure."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from forum.boards.models import Post
from forum.core.db import change_rows, db, locked
from forum.core.jobs import enqueue
from forum.members import actions as members
from forum.members.models import Member
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.actions.ending import MEMBER_GONE, end_by_rule
from moderation.actions.telling import note_read
from moderation.models import (
    Decision,
    Evidence,
    Outcome,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Statement,
    TargetType,
)
from moderation.standing.rules import Ending


def note_ended(member_id: int, what: Ending, now: datetime) -> bool:
    """Note that a measure ended by itself, and have its member told once."""
    member = locked(Member, member_id)
    is_limit = what is Ending.LIMIT
    until = member.limited_until if is_limit else member.suspended_until
    if until is None or until > now:
        return False
    if is_limit:
        members.end_limit(member.id)
    else:
        members.end_suspension(member.id)
    record(None, Act(str(what.done_by), "member", member.id), now)
    told = {"letter": "measure_ended", "member": member.id, "what": str(what)}
    enqueue("mail", told, now)
    return True


def count_anew(item: Reviewable, decision: Decision, now: datetime) -> None:
    """Let posts count anew for a member on probation who broke a rule."""
    is_about_post = item.target_type is TargetType.POST
    if not is_about_post or decision.outcome is not Outcome.UPHOLD:
        return
    author = db.session.scalars(
        select(Member)
        .join(Post, Post.author_id == Member.id)
        .where(Post.id == item.target_id)
    ).one()
    if rules.is_on_probation(author, now):
        members.count_posts_anew(author.id)


def note_warning_read(member_id: int, key: int, now: datetime) -> None:
    """Take the word of a member that they have read a warning."""
    theirs = select(Statement.id).where(
        Statement.id == key, Statement.member_id == member_id
    )
    if db.session.scalar(theirs) is not None:
        note_read(key, now)


def forget_profile(member_id: int, now: datetime) -> Mapping[str, int]:
    """Delete what was kept of the profile of somebody who is erased; close its case."""
    about = (Reviewable.target_type == TargetType.MEMBER) & (
        Reviewable.target_id == member_id
    )
    cases = select(Reviewable.id).where(about)
    gone = change_rows(delete(Evidence).where(Evidence.reviewable_id.in_(cases)))
    for item in db.session.scalars(
        select(Reviewable).where(
            about,
            Reviewable.kind == ReviewableKind.FLAGGED_MEMBER,
            Reviewable.status == ReviewStatus.OPEN,
        )
    ).all():
        end_by_rule(item, MEMBER_GONE, now)
    return {"evidence": gone}
