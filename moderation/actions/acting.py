"""What moderators do outside the queue: a closed case keeps it, so nothing is lost."""

from datetime import datetime

from forum.core.answers import require
from forum.core.db import db
from forum.members.models import Member
from moderation.actions.auditing import Act, record
from moderation.actions.effect import Effect
from moderation.models import (
    ActionKind,
    Decision,
    ModAction,
    Outcome,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
)
from moderation.rules import may_do


def keep_act(
    moderator: Member | None,
    effects: list[Effect],
    reason: str,
    now: datetime,
    *,
    board_id: int | None = None,
    rule_code: str | None = None,
) -> Decision:
    """Keep what was done as a case closed from the start, its decision and the log.

    The case is about the target of the first effect. Without a moderator a rule did
    it, and the decision says so.
    """
    about = effects[0]
    item = Reviewable(
        kind=ReviewableKind.MODERATOR_ACT,
        target_type=about.target_type,
        target_id=about.target_id,
        board_id=board_id,
        status=ReviewStatus.CLOSED,
        weight=0,
        opened_at=now,
        closed_at=now,
        first_seen_at=now,
    )
    db.session.add(item)
    db.session.flush()
    decision = Decision(
        reviewable_id=item.id,
        reviewable_version=item.version,
        revision=0,
        outcome=Outcome.UPHOLD if rule_code else Outcome.NO_ACTION,
        rule_code=rule_code,
        public_reason=reason,
        automated=moderator is None,
        actor_id=moderator and moderator.id,
        decided_at=now,
    )
    db.session.add(decision)
    db.session.flush()
    keep_effects(decision, effects)
    act = Act(
        str(about.kind), str(about.target_type), about.target_id, item.id, decision.id
    )
    record(moderator, act, now)
    return decision


def keep_effects(decision: Decision, effects: list[Effect]) -> None:
    """Keep each effect of a decision, with what undoing it needs.

    What a role refuses whoever decided is not kept, and so nothing of it happens.
    """
    _ask_roles(decision, effects)
    for effect in effects:
        db.session.add(
            ModAction(
                decision_id=decision.id,
                kind=effect.kind,
                target_type=effect.target_type,
                target_id=effect.target_id,
                params=effect.params,
                before=effect.before,
                reversible=effect.reversible,
                expires_at=effect.expires_at,
            )
        )
    db.session.flush()


def _ask_roles(decision: Decision, effects: list[Effect]) -> None:
    """Ask the roles of whoever decided; what a rule decided needs none.

    To take something back takes the permission for it; what follows from that none.
    """
    if decision.actor_id is None:
        return
    moderator = db.session.get_one(Member, decision.actor_id)
    if not moderator.custom_roles:
        return
    board_id = db.session.get_one(Reviewable, decision.reviewable_id).board_id
    for effect in effects:
        if effect.kind is ActionKind.REVERSE:
            kind = ActionKind(effect.params["kind"])
        elif decision.reverses_id is not None:
            continue
        else:
            kind = effect.kind
        require(may_do(moderator, kind, board_id))
