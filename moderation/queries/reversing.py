"""What can be taken back of a decision, as the page says before anybody does it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.answers import NotFound, require
from forum.core.db import db
from forum.members.models import Member
from moderation import rules
from moderation.models import (
    ActionKind,
    Decision,
    ModAction,
    Reviewable,
    ReviewableKind,
)
from moderation.news import undoers
from moderation.queries.fairness import fairness, owner_of


@dataclass(frozen=True, slots=True)
class Effected:
    """One effect of a decision, and whether it can be taken back."""

    id: int
    kind: ActionKind
    can_go_back: bool
    is_back: bool
    is_destroyed: bool


@dataclass(frozen=True, slots=True)
class Reversal:
    """A decision, and how it can be taken back by this moderator."""

    decision_id: int
    item_id: int
    item_kind: ReviewableKind
    effects: tuple[Effected, ...]
    can_undo: bool
    can_reverse: bool
    taken_back_by: str
    taken_back_at: datetime | None


def reversal(decision_id: int, moderator: Member, now: datetime) -> Reversal:
    """Return what can be taken back of a decision. Seven queries at most."""
    row = db.session.execute(
        select(Decision, Reviewable)
        .join(Reviewable, Reviewable.id == Decision.reviewable_id)
        .where(Decision.id == decision_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    decision, item = row
    require(rules.may_handle(moderator, item))
    effects = effects_of(decision.id)
    back = _taken_back(decision.id)
    kinds = frozenset(one.kind for one in effects)
    is_fair = bool(fairness(moderator, item, owner_of(item), now).may)
    is_free = back is None and is_fair and bool(rules.may_reverse(item, decision))
    return Reversal(
        decision.id,
        item.id,
        item.kind,
        effects,
        is_free and bool(rules.may_undo(moderator, item, decision, kinds, now)),
        is_free and any(one.can_go_back for one in effects),
        back[0] if back else "",
        back[1] if back else None,
    )


def reversal_of_case(item_id: int, moderator: Member, now: datetime) -> Reversal | None:
    """Return what can be taken back of how a case was decided. Eight queries."""
    last = (
        select(Decision.id)
        .where(Decision.reviewable_id == item_id, Decision.reverses_id.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
    )
    key = db.session.scalar(last)
    return reversal(key, moderator, now) if key is not None else None


def effects_of(decision_id: int) -> tuple[Effected, ...]:
    """Return the effects of a decision, and whether each can go back. One query."""
    ways = {kind for kind, _ in undoers}
    found = select(ModAction).where(ModAction.decision_id == decision_id)
    return tuple(
        Effected(
            one.id,
            one.kind,
            one.reversible
            and one.reversed_by is None
            and one.kind in ways - rules.DESTROYS,
            one.reversed_by is not None,
            one.kind in rules.DESTROYS,
        )
        for one in db.session.scalars(found.order_by(ModAction.id))
    )


def was_taken_back(decision_id: int) -> bool:
    """Say whether a decision was taken back since. One query."""
    made = select(Decision.id).where(Decision.reverses_id == decision_id)
    return db.session.scalar(made) is not None


def _taken_back(decision_id: int) -> tuple[str, datetime] | None:
    row = db.session.execute(
        select(Member.handle, Decision.decided_at)
        .join(Member, Member.id == Decision.actor_id)
        .where(Decision.reverses_id == decision_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None
