"""Deciding about an appeal: granted, changed or refused, by who took no part."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.answers import Refused, require
from forum.core.db import db, locked
from forum.members.models import Member
from moderation import rules as moderation
from moderation.actions import Act, AlreadyDecided, record
from moderation.actions.acting import keep_effects
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
from moderation.actions.waiting import show_again
from moderation.appeals import queries, rules
from moderation.appeals.actions.answering import Answered, answer, tell_others
from moderation.appeals.actions.easing import ease
from moderation.appeals.actions.returning import Publishing
from moderation.appeals.models import Appeal
from moderation.appeals.rules import Milder
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
    instead: Milder | None = None
    """What takes the place of one that is taken back."""
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
    taken = queries.taken_from(held.decision.id, appeal.appellant_id)
    theirs = frozenset(one.id for one in taken)
    _require_whole(judged, theirs, appeal, held, now)
    decision = _stored(moderator, item, judged, held, now)
    decision.by_same_person = is_same_person
    if judged.outcome is Outcome.GRANT and _is_whole(held, appeal, theirs):
        decision.reverses_id = held.decision.id
    done = _brought_back(moderator, held, decision, judged, theirs, now)
    keep_effects(decision, done.effects)
    keep_effects(decision, show_again(done.restored.done, now))
    queue_held(held, now)
    close(item, decision, _rest(appeal, judged, now), now)
    if judged.outcome is Outcome.GRANT:
        settle_flags(held, decision)
    appeal.decided_at, appeal.outcome = now, judged.outcome
    appeal.by_same_person, appeal.was_abusive = is_same_person, judged.is_abusive
    db.session.flush()
    _log(moderator, item, decision, appeal, done, now)
    answer(appeal, decision, done, now)
    if decision.reverses_id:
        tell_others(appeal, decision, done.restored, now)
    return Done(decision, done.restored)


def _require_fair(
    moderator: Member, item: Reviewable, appeal: Appeal, held: Held, now: datetime
) -> bool:
    """Refuse who may not decide; say whether it is who decided before."""
    require(moderation.may_handle(moderator, item))
    known = queries.judge_of(moderator, appeal, held.decision, now)
    about_right = queries.needs_administrator(appeal)
    require(
        rules.may_judge(known, appeal.opened_at, now, needs_administrator=about_right)
    )
    return known.took_part


def _is_whole(held: Held, appeal: Appeal, theirs: frozenset[int]) -> bool:
    """Say whether the whole decision goes back, and not a part beside somebody else."""
    if reversal_of(held.decision.id) is not None:
        return False
    is_about_them = held.about == appeal.appellant_id
    return is_about_them or theirs == {one.id for one in held.actions}


def _require_whole(
    judged: JudgedAppeal,
    theirs: frozenset[int],
    appeal: Appeal,
    held: Held,
    now: datetime,
) -> None:
    if not judged.reasons:
        raise Refused("Write the reasons; the member reads them.")
    if judged.outcome is Outcome.MODIFY and not judged.back & theirs:
        raise Refused("Choose what is taken back of the decision.")
    if judged.is_abusive and queries.needs_administrator(appeal):
        raise Refused(rules.ABOUT_THE_RIGHT)
    offered = queries.milder(appeal, held.decision, now)
    if judged.instead and judged.instead not in offered:
        raise Refused("This cannot take the place of what was decided.")


def _stored(
    moderator: Member,
    item: Reviewable,
    judged: JudgedAppeal,
    held: Held,
    now: datetime,
) -> Decision:
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
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def _brought_back(
    moderator: Member,
    held: Held,
    decision: Decision,
    judged: JudgedAppeal,
    theirs: frozenset[int],
    now: datetime,
) -> Answered:
    """Take back what goes back, and do what follows from it."""
    if judged.outcome is Outcome.REFUSE:
        return Answered(Restored())
    publishing = Publishing(moderator, held)
    is_changed = judged.outcome is Outcome.MODIFY
    only = theirs & judged.back if is_changed else theirs
    otherwise = {ActionKind.REJECT: publishing}
    restored = take_back(held, decision, now, only, otherwise)
    if is_changed and not restored.done:
        whys = dict.fromkeys(why for _, why in restored.left)
        raise Refused(f"This cannot be taken back. {' '.join(whys)}".strip())
    if not is_changed or judged.instead is None:
        return Answered(restored, publishing)
    eased = ease(moderator, held, restored, judged.instead, now)
    return Answered(restored, publishing, eased, judged.instead.replaces)


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
    done: Answered,
    now: datetime,
) -> None:
    details = {
        "outcome": decision.outcome,
        "restored": [str(one.kind) for one in done.restored.done],
        "left": [str(one.kind) for one, _ in done.restored.left],
        "done": [str(one.kind) for one in done.effects],
        "same_person": appeal.by_same_person,
        "abusive": appeal.was_abusive,
    }
    about = "decision", appeal.decision_id
    record(moderator, Act("decide_appeal", *about, item.id, decision.id, details), now)
