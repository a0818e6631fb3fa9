"""Whose own matter cases are, so that somebody else decides them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from forum.boards.models import Post, Thread
from forum.core.db import db
from forum.members.models import Member, Role
from forum.systems.models import SystemCard
from moderation import rules
from moderation.models import (
    Decision,
    Flag,
    ReporterKind,
    Reviewable,
    ReviewStatus,
    TargetType,
)
from moderation.rules import Fairness, Parties

BY_MEMBER = Flag.reporter_kind == ReporterKind.MEMBER
"""What somebody reported as a member, not in the course of looking after a board."""


def fairness(
    moderator: Member, item: Reviewable, owner_id: int | None, now: datetime
) -> Fairness:
    """Say whether a case is a moderator's own matter. Two queries at most."""
    raised = select(Flag.reporter_id).where(
        Flag.reviewable_id == item.id, BY_MEMBER, Flag.reporter_id.is_not(None)
    )
    reporters = frozenset(one for one in db.session.scalars(raised) if one)
    found = fairness_of(moderator, [(item, Parties(owner_id, reporters))], now)
    return found[item.id]


def fairness_of(
    moderator: Member, cases: Sequence[tuple[Reviewable, Parties]], now: datetime
) -> Mapping[int, Fairness]:
    """Say of some cases whether they are a moderator's own matter.

    One query, and none where they are not.
    """
    is_own = any(parties.stake_of(moderator.id) for _, parties in cases)
    colleagues = _colleagues(moderator) if is_own else []
    return {
        item.id: rules.may_decide(
            moderator,
            item,
            parties,
            now,
            others=any(
                rules.is_free_to_decide(one, item, parties, now) for one in colleagues
            ),
        )
        for item, parties in cases
    }


def open_matters(
    moderator: Member, about: TargetType, target_id: int
) -> list[Reviewable]:
    """Return what waits about a thing and was reported by this moderator. One query."""
    waits = select(Reviewable).where(
        Reviewable.status == ReviewStatus.OPEN,
        Reviewable.target_type == about,
        Reviewable.target_id == target_id,
        raised_by(moderator),
    )
    return list(db.session.scalars(waits.order_by(Reviewable.id)))


def owner_of(item: Reviewable) -> int | None:
    """Return whose post, thread, card or profile a case is about. One query."""
    if item.target_type is TargetType.MEMBER:
        return item.target_id
    owner = {
        TargetType.POST: select(Post.author_id).where(Post.id == item.target_id),
        TargetType.THREAD: select(Thread.author_id).where(Thread.id == item.target_id),
        TargetType.CARD: select(SystemCard.member_id).where(
            SystemCard.id == item.target_id
        ),
    }.get(item.target_type)
    return db.session.scalar(owner) if owner is not None else None


def raised_by(member: Member) -> ColumnElement[bool]:
    """Match cases that somebody reported as a member."""
    mine = Flag.reviewable_id == Reviewable.id, Flag.reporter_id == member.id
    return select(Flag.id).where(*mine, BY_MEMBER).exists()


def is_matter_of(member: Member) -> ColumnElement[bool]:
    """Match cases that are somebody's own matter, appeals against them included."""
    posts = select(Post.id).where(Post.author_id == member.id)
    threads = select(Thread.id).where(Thread.author_id == member.id)
    cards = select(SystemCard.id).where(SystemCard.member_id == member.id)
    made = select(Decision.id).where(Decision.actor_id == member.id)
    about = (
        (TargetType.POST, Reviewable.target_id.in_(posts)),
        (TargetType.THREAD, Reviewable.target_id.in_(threads)),
        (TargetType.CARD, Reviewable.target_id.in_(cards)),
        (TargetType.DECISION, Reviewable.target_id.in_(made)),
        (TargetType.MEMBER, Reviewable.target_id == member.id),
    )
    theirs = [and_(Reviewable.target_type == kind, which) for kind, which in about]
    return or_(raised_by(member), *theirs)


def _colleagues(moderator: Member) -> list[Member]:
    """Return everybody else of staff. One query."""
    staff = select(Member).where(Member.role != Role.MEMBER, Member.id != moderator.id)
    return list(db.session.scalars(staff))
