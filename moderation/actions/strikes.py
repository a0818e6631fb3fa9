"""Strikes: who keeps infringing copyrights is suspended (17 USC 512(i))."""

from datetime import datetime

from sqlalchemy import func, select, update

from forum.core.db import db, locked
from forum.members import actions as members
from forum.members.models import Member
from moderation import rules
from moderation.actions.effect import Effect
from moderation.models import ActionKind, Decision, ModAction, Reviewable, TargetType


def strike(author_id: int, now: datetime) -> list[Effect]:
    """Count a strike; the third that stands suspends the author for a year."""
    effects = [
        Effect(
            ActionKind.STRIKE,
            TargetType.MEMBER,
            author_id,
            expires_at=now + rules.STRIKE_LASTS,
        )
    ]
    author = locked(Member, author_id)
    if standing(author_id, now) + 1 < rules.STRIKES_MAX or author.is_staff:
        return effects
    before = author.suspended_until
    until = max(now + rules.STRIKES_SUSPEND, before or now)
    members.suspend(author_id, until)
    suspended = Effect(
        ActionKind.SUSPEND,
        TargetType.MEMBER,
        author_id,
        {"days": rules.STRIKES_SUSPEND.days},
        {"until": before and before.isoformat()},
        expires_at=until,
    )
    return [*effects, suspended]


def renew(post_id: int, ended_at: datetime) -> None:
    """Let strikes for a post stand again that ended when it became public."""
    found = db.session.execute(
        select(ModAction, Decision.decided_at)
        .join(Decision, Decision.id == ModAction.decision_id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(
            ModAction.kind == ActionKind.STRIKE,
            ModAction.expires_at == ended_at,
            ModAction.reversed_by.is_(None),
            Reviewable.target_type == TargetType.POST,
            Reviewable.target_id == post_id,
        )
    ).all()
    for one, decided_at in found:
        one.expires_at = decided_at + rules.STRIKE_LASTS


def standing(member_id: int, now: datetime) -> int:
    """Return how many strikes of a member stand. One query."""
    theirs = select(func.count()).where(
        ModAction.kind == ActionKind.STRIKE,
        ModAction.target_type == TargetType.MEMBER,
        ModAction.target_id == member_id,
        ModAction.expires_at > now,
    )
    return db.session.scalar(theirs) or 0


def cancel(post_id: int, now: datetime) -> None:
    """Let strikes for a post end that is public again."""
    about = (
        select(Decision.id)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(
            Reviewable.target_type == TargetType.POST, Reviewable.target_id == post_id
        )
    )
    db.session.execute(
        update(ModAction)
        .where(ModAction.kind == ActionKind.STRIKE, ModAction.decision_id.in_(about))
        .where(ModAction.expires_at > now)
        .values(expires_at=now)
    )
