"""Deciding: one decision, its effects, its log and its mail, or none of them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, update

from forum.boards import actions as boards
from forum.boards.models import Post, Thread
from forum.core.answers import NotFound, Refused, require
from forum.core.db import db, locked
from forum.core.wording import Wording
from forum.members.models import Member
from moderation import rules
from moderation.actions.acting import keep_effects
from moderation.actions.auditing import Act, record
from moderation.actions.bad_faith import BadFaith, mark_bad_faith
from moderation.actions.effect import Effect
from moderation.actions.effects import Case, apply
from moderation.actions.forgetting import forget_decided
from moderation.actions.telling import tell
from moderation.measures import DISMISSING, HIDING, Measure, measures_for
from moderation.models import (
    Decision,
    Flag,
    FlagReason,
    FlagStatus,
    Outcome,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Rule,
    TargetType,
)
from moderation.news import decided
from moderation.queries.fairness import fairness, open_matters, owner_of

SHOWING = frozenset({Measure.RESTORE, Measure.APPROVE})
"""Measures after which a post is public that was not before."""
FLAG_STATUS = {
    Outcome.UPHOLD: FlagStatus.UPHELD,
    Outcome.DISMISS: FlagStatus.DISMISSED,
    Outcome.APPROVE: FlagStatus.DISMISSED,
    Outcome.REJECT: FlagStatus.UPHELD,
    Outcome.NO_ACTION: FlagStatus.NO_ACTION,
    Outcome.GRANT: FlagStatus.NO_ACTION,
    Outcome.MODIFY: FlagStatus.NO_ACTION,
    Outcome.REFUSE: FlagStatus.NO_ACTION,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a moderator decided, as the form said it."""

    measure: Measure
    version: int
    revision: int
    rule_code: str | None = None
    reasons: str = ""
    note: str = ""
    passages: tuple[str, ...] = ()
    instead: str = "[masked by a moderator]"
    pictures: tuple[int, ...] = ()
    to_board: str = ""
    warn: bool = False
    suspend: timedelta | None = None
    once: str | None = None
    batch_id: int | None = None
    bad_faith: tuple[int, ...] = ()
    """Reports that were made in bad faith."""
    bad_faith_reason: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """It is done; `wording` names what was destroyed, for the proof."""

    decision: Decision
    wording: Wording | None = None
    redaction_id: int | None = None


@dataclass(frozen=True, slots=True)
class AlreadyDecided:
    """A colleague was faster, or the post changed meanwhile; nothing was done."""

    reviewable: Reviewable
    decision: Decision | None
    post_changed: bool = field(default=False)


def decide(
    moderator: Member, reviewable_id: int, judged: Judged, now: datetime
) -> Decided | AlreadyDecided:
    """Close a case with a decision that names what its maker saw."""
    thread, post, item = held_case(reviewable_id)
    if judged.once and (made := made_once(judged.once)):
        return Decided(made)
    if not rules.is_open(item) or item.version != judged.version:
        return AlreadyDecided(item, latest_decision(item.id))
    if post.revision != judged.revision:
        return AlreadyDecided(item, None, post_changed=True)
    is_same = require_fair(moderator, item, post.author_id, now)
    is_child = says_child(item.id)
    if judged.measure not in measures_for(item.kind, post.state, is_child=is_child):
        raise Refused("This cannot be decided about the post as it stands now.")
    _require_no_request(item, judged.measure)
    rule = rule_of(judged)
    masks = judged.passages or judged.pictures
    wording = Wording(judged.passages, judged.instead) if masks else None
    case = Case(
        moderator,
        item,
        thread,
        post,
        rule,
        judged.passages,
        judged.instead,
        judged.pictures,
    )
    effects = apply(judged.measure, case, judged, now)
    decision = stored(moderator, item, judged, wording, now, by_same_person=is_same)
    close(item, decision, effects, now)
    mark_bad_faith(moderator, item, decision, marked_in(judged), now)
    forget_decided(item, now)
    record(moderator, act_of(item, decision, effects), now)
    tell(decision, case, effects, now)
    redaction_id = next((one.params.get("redaction") for one in effects), None)
    return Decided(decision, wording, redaction_id)


def marked_in(judged: Judged) -> BadFaith:
    """Return which reports a decision finds to be made in bad faith, and why."""
    if judged.measure not in DISMISSING:
        return BadFaith()
    return BadFaith(judged.bad_faith, judged.bad_faith_reason)


def note_proof(done: Decided, hits: int, moderator: Member, now: datetime) -> None:
    """Log how often destroyed words were still found afterwards."""
    decision = db.session.get_one(Decision, done.decision.id)
    if done.redaction_id is not None:
        boards.note_proof(done.redaction_id, hits)
    act = Act(
        "redaction_proof",
        "decision",
        decision.id,
        decision.reviewable_id,
        decision.id,
        {"hits": hits},
    )
    record(moderator, act, now)


def latest_decision(reviewable_id: int) -> Decision | None:
    """Return how a case was decided last."""
    made = select(Decision).where(Decision.reviewable_id == reviewable_id)
    return db.session.scalar(made.order_by(Decision.id.desc()).limit(1))


def held_case(reviewable_id: int) -> tuple[Thread, Post, Reviewable]:
    """Hold the thread, the post and the case, in the order everybody does."""
    known = db.session.get(Reviewable, reviewable_id)
    if known is None or known.target_type is not TargetType.POST:
        raise NotFound
    post = db.session.get_one(Post, known.target_id)
    thread = locked(Thread, post.thread_id)
    return thread, locked(Post, post.id), locked(Reviewable, known.id)


def made_once(once: str) -> Decision | None:
    """Return the decision that this sending of the form made already."""
    return db.session.scalar(select(Decision).where(Decision.once == once))


def require_fair(
    moderator: Member, item: Reviewable, owner_id: int | None, now: datetime
) -> bool:
    """Refuse who may not decide this; say whether it is their own matter after all."""
    require(rules.may_handle(moderator, item))
    found = fairness(moderator, item, owner_id, now)
    require(found.may)
    return found.is_same_person


def require_unconcerned(
    moderator: Member, about: TargetType, target_id: int, now: datetime
) -> bool:
    """Refuse tools about a thing whose open report somebody made as a member.

    Say whether they use one although it is their own matter, since nobody else can.
    """
    found = [
        fairness(moderator, item, owner_of(item), now)
        for item in open_matters(moderator, about, target_id)
    ]
    for one in found:
        require(one.may)
    return any(one.is_same_person for one in found)


def says_child(reviewable_id: int) -> bool:
    """Say whether a case holds an open report that its author is under 13."""
    raised = select(Flag.id).where(
        Flag.reviewable_id == reviewable_id,
        Flag.reason == FlagReason.UNDER_13,
        Flag.status == FlagStatus.OPEN,
    )
    return db.session.scalar(raised.limit(1)) is not None


def _require_no_request(item: Reviewable, measure: Measure) -> None:
    """Show nothing again that a request hid, unless that request is decided."""
    masks_held = item.kind is ReviewableKind.HELD_POST and measure is Measure.MASK
    if item.kind in HIDING or not (measure in SHOWING or masks_held):
        return
    if has_open_request(item.target_id):
        raise Refused("A request to take this post down is open. Decide that first.")


def has_open_request(post_id: int) -> bool:
    """Say whether a request hid a post and is not decided yet."""
    hidden = select(Reviewable.id).where(
        Reviewable.kind.in_(HIDING),
        Reviewable.target_type == TargetType.POST,
        Reviewable.target_id == post_id,
        Reviewable.status == ReviewStatus.OPEN,
    )
    return db.session.scalar(hidden.limit(1)) is not None


def rule_of(judged: Judged) -> Rule | None:
    """Return the rule that a decision rests on, or refuse."""
    if (judged.warn or judged.suspend) and not judged.measure.needs_rule:
        raise Refused("A warning or a suspension needs a decision by a rule.")
    if judged.rule_code is None:
        if judged.measure.needs_rule:
            raise Refused("Choose the rule that the decision rests on.")
        return None
    rule = db.session.get(Rule, judged.rule_code)
    if rule is None:
        raise Refused("There is no such rule.")
    return rule


def stored(
    moderator: Member,
    item: Reviewable,
    judged: Judged,
    wording: Wording | None,
    now: datetime,
    *,
    by_same_person: bool = False,
) -> Decision:
    """Keep the decision; destroyed words do not come back in its reasons."""
    reasons = judged.reasons if judged.measure.needs_rule else ""
    note = judged.note
    if wording is not None:
        reasons, note = wording.removed_from(reasons), wording.removed_from(note)
    decision = Decision(
        reviewable_id=item.id,
        reviewable_version=judged.version,
        revision=judged.revision,
        outcome=judged.measure.outcome,
        rule_code=judged.rule_code if judged.measure.needs_rule else None,
        public_reason=reasons,
        internal_note=note,
        by_same_person=by_same_person,
        actor_id=moderator.id,
        decided_at=now,
        once=judged.once,
        batch_id=judged.batch_id,
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def close(
    item: Reviewable, decision: Decision, effects: list[Effect], now: datetime
) -> None:
    """Close a case and its flags, and keep what was done."""
    item.status, item.closed_at = ReviewStatus.CLOSED, now
    item.version += 1
    item.claimed_by = item.claimed_until = None
    item.first_seen_at = item.first_seen_at or now
    outdate_others(item)
    db.session.execute(
        update(Flag)
        .where(Flag.reviewable_id == item.id, Flag.status == FlagStatus.OPEN)
        .values(
            status=FLAG_STATUS[decision.outcome],
            decision_id=decision.id,
            closed_at=now,
            bad_faith=False,
            bad_faith_reason="",
        )
    )
    keep_effects(decision, effects)
    for told in decided:
        told(item, decision, now)


def outdate_others(item: Reviewable) -> None:
    """Let nobody decide other cases about the same thing who has not seen this."""
    db.session.execute(
        update(Reviewable)
        .where(
            Reviewable.target_type == item.target_type,
            Reviewable.target_id == item.target_id,
            Reviewable.status == ReviewStatus.OPEN,
            Reviewable.id != item.id,
        )
        .values(version=Reviewable.version + 1)
    )


def act_of(item: Reviewable, decision: Decision, effects: list[Effect]) -> Act:
    """Return the entry in the log for a decision."""
    return Act(
        "decide",
        str(item.target_type),
        item.target_id,
        item.id,
        decision.id,
        {
            "outcome": decision.outcome,
            "rule": decision.rule_code,
            "actions": [effect.kind for effect in effects],
            **({"same_person": True} if decision.by_same_person else {}),
        },
    )
