"""Deciding about an appeal: granted, changed or refused, by who took no part."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.answers import Refused, require
from forum.core.db import db, locked
from forum.members.models import Member
from moderation import rules as moderation
from moderation.actions import Act, AlreadyDecided, record
from moderation.actions.correcting import Restored
from moderation.actions.deciding import close, latest_decision, made_once
from moderation.actions.effect import Effect
from moderation.actions.holding import Held, hold
from moderation.actions.reversing import (
    queue_held,
    reversal_of,
    settle_flags,
    take_back,
)
from moderation.appeals import queries, rules
from moderation.appeals.actions.answering import answer
from moderation.appeals.models import Appeal
from moderation.models import (
    ActionKind,
    Decision,
    Outcome,
    Reviewable,
    TargetType,
)


@dataclass(frozen=True, slots=True)
class JudgedAppeal:
    """What a moderator decided about an appeal, as the form said it."""

    outcome: Outcome
    version: int
    reasons: str
    back: frozenset[int] = frozenset()
    """Which effects are taken back where not all are."""
    is_abusive: bool = False
    once: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An appeal is decided; this is what was brought back."""

    decision: Decision
    restored: Restored


def judge(
    moderator: Member, reviewable_id: int, judged: JudgedAppeal, now: datetime
) -> Done | AlreadyDecided:
    """Decide about an appeal; the decision before and all it did are held."""
    appeal = queries.appeal_in(reviewable_id)
    held = hold(appeal.decision_id)
    item = locked(Reviewable, reviewable_id)
    appeal = locked(Appeal, appeal.id)
    if judged.once and (made := made_once(judged.once)):
        return Done(made, Restored())
    if not moderation.is_open(item) or item.version != judged.version:
        return AlreadyDecided(item, latest_decision(item.id))
    is_same_person = _require_fair(moderator, item, appeal, held, now)
    _require_whole(judged, held)
    decision = _stored(moderator, item, judged, held, now)
    restored = _brought_back(held, decision, judged, now)
    queue_held(held, now)
    close(item, decision, _rest(appeal, judged, now), now)
    if judged.outcome is Outcome.GRANT:
        settle_flags(held, decision)
    appeal.decided_at, appeal.outcome = now, judged.outcome
    appeal.by_same_person, appeal.was_abusive = is_same_person, judged.is_abusive
    db.session.flush()
    _log(moderator, item, decision, appeal, restored, now)
    answer(appeal, decision, restored, now)
    return Done(decision, restored)


def _require_fair(
    moderator: Member, item: Reviewable, appeal: Appeal, held: Held, now: datetime
) -> bool:
    """Refuse who may not decide; say whether it is who decided before."""
    require(moderation.may_handle(moderator, item))
    known = queries.judge_of(moderator, appeal, held.decision)
    about_right = queries.needs_administrator(appeal)
    require(
        rules.may_judge(known, appeal.opened_at, now, needs_administrator=about_right)
    )
    return known.took_part


def _require_whole(judged: JudgedAppeal, held: Held) -> None:
    if not judged.reasons:
        raise Refused("Write the reasons; the member reads them.")
    theirs = {one.id for one in held.actions}
    if judged.outcome is Outcome.MODIFY and not judged.back & theirs:
        raise Refused("Choose what is taken back of the decision.")


def _stored(
    moderator: Member,
    item: Reviewable,
    judged: JudgedAppeal,
    held: Held,
    now: datetime,
) -> Decision:
    is_granted = judged.outcome is Outcome.GRANT
    takes_back = is_granted and reversal_of(held.decision.id) is None
    decision = Decision(
        reviewable_id=item.id,
        reviewable_version=judged.version,
        revision=held.decision.revision,
        outcome=judged.outcome,
        rule_code=held.decision.rule_code,
        public_reason=judged.reasons,
        actor_id=moderator.id,
        decided_at=now,
        once=judged.once,
        reverses_id=held.decision.id if takes_back else None,
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def _brought_back(
    held: Held, decision: Decision, judged: JudgedAppeal, now: datetime
) -> Restored:
    if judged.outcome is Outcome.GRANT:
        return take_back(held, decision, now)
    if judged.outcome is Outcome.MODIFY:
        restored = take_back(held, decision, now, only=judged.back)
        if not restored.done:
            whys = dict.fromkeys(why for _, why in restored.left)
            raise Refused(f"This cannot be taken back. {' '.join(whys)}".strip())
        return restored
    return Restored()


def _rest(appeal: Appeal, judged: JudgedAppeal, now: datetime) -> list[Effect]:
    """Let the right to appeal rest after an abusive appeal."""
    if not judged.is_abusive:
        return []
    effect = Effect(
        ActionKind.NO_APPEALS,
        TargetType.MEMBER,
        appeal.appellant_id,
        expires_at=now + rules.RIGHT_RESTS,
    )
    return [effect]


def _log(
    moderator: Member,
    item: Reviewable,
    decision: Decision,
    appeal: Appeal,
    restored: Restored,
    now: datetime,
) -> None:
    details = {
        "outcome": decision.outcome,
        "restored": [str(one.kind) for one in restored.done],
        "left": [str(one.kind) for one, _ in restored.left],
        "same_person": appeal.by_same_person,
        "abusive": appeal.was_abusive,
    }
    about = "decision", appeal.decision_id
    record(moderator, Act("decide_appeal", *about, item.id, decision.id, details), now)
