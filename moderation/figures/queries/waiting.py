"""Which cases wait, and who may be written to about them."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.core.db import db
from forum.members.models import Member, Role
from moderation import rules as case_rules
from moderation.figures.models import CaseAlert
from moderation.figures.rules import Concern, concern_of
from moderation.models import Flag, FlagReason, Reviewable, ReviewStatus


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open case, and after how many hours staff was written to about it."""

    item: Reviewable
    concern: Concern
    told: frozenset[int]


def waiting() -> list[Waiting]:
    """Return every open case. Three queries."""
    is_open = Reviewable.status == ReviewStatus.OPEN
    reasons: dict[int, set[FlagReason]] = {}
    for key, why in db.session.execute(
        select(Flag.reviewable_id, Flag.reason)
        .join(Reviewable, Reviewable.id == Flag.reviewable_id)
        .where(is_open)
    ):
        reasons.setdefault(key, set()).add(why)
    told: dict[int, set[int]] = {}
    for row in db.session.scalars(
        select(CaseAlert)
        .join(Reviewable, Reviewable.id == CaseAlert.reviewable_id)
        .where(is_open)
    ):
        told.setdefault(row.reviewable_id, set()).add(row.hours)
    items = db.session.scalars(select(Reviewable).where(is_open))
    return [
        Waiting(
            one,
            concern_of(one.kind, reasons.get(one.id, set())),
            frozenset(told.get(one.id, ())),
        )
        for one in items
    ]


def staff_for(item: Reviewable) -> list[int]:
    """Return who may decide about a case and is active. One query."""
    active = select(Member).where(
        Member.role != Role.MEMBER, Member.deactivated_at.is_(None)
    )
    people = db.session.scalars(active.order_by(Member.id))
    return [one.id for one in people if case_rules.may_handle(one, item)]
