"""Taking decisions back: a new decision, and everything as it was where it can be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from forum.boards.models import PostState
from forum.core.answers import Refused, require
from forum.core.db import db
from forum.members.models import Member
from moderation import rules
from moderation.actions.acting import keep_effects
from moderation.actions.auditing import Act, record
from moderation.actions.correcting import Restored, tell_taken_back
from moderation.actions.deciding import outdate_others, require_fair
from moderation.actions.effect import Effect
from moderation.actions.flagging import open_held
from moderation.actions.holding import Held, hold
from moderation.actions.waiting import is_forgotten, raised_again, show_again
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    FlagStatus,
    ModAction,
    Outcome,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Statement,
    TargetType,
)
from moderation.news import Undo, undoers

NO_WAY_BACK = "There is no way back for this by itself. Decide anew."
NOTHING = "Nothing of this decision can be taken back. {why}"
REASON_NEEDED = "Say why the decision is taken back; whoever it is about reads it."


@dataclass(frozen=True, slots=True)
class Reversed:
    """A decision was taken back by a new one."""

    decision: Decision
    restored: Restored
    reopened: bool


@dataclass(frozen=True, slots=True)
class AlreadyReversed:
    """A colleague took it back before; nothing was done."""

    decision: Decision


def undo(
    moderator: Member, decision_id: int, now: datetime
) -> Reversed | AlreadyReversed:
    """Take one's own fresh decision back by one click: the case waits again."""
    held = hold(decision_id)
    if done := reversal_of(decision_id):
        return AlreadyReversed(done)
    kinds = frozenset(one.kind for one in held.actions)
    require(rules.may_undo(moderator, held.item, held.decision, kinds, now))
    made = _stored(moderator, held, "", now)
    restored = take_back(held, made, now)
    reopened = _reopen(held)
    queue_held(held, now)
    if not restored.left:
        _drop_statements(held.decision)
    tell_taken_back(held.decision, made, restored, now)
    _log(moderator, held, made, restored, now)
    return Reversed(made, restored, reopened)


def reverse(
    moderator: Member, decision_id: int, reason: str, now: datetime
) -> Reversed | AlreadyReversed:
    """Take a decision back with a reason; whoever it is about is told."""
    held = hold(decision_id)
    if done := reversal_of(decision_id):
        return AlreadyReversed(done)
    require(rules.may_reverse(held.item, held.decision))
    if not reason:
        raise Refused(REASON_NEEDED)
    made = _stored(moderator, held, reason, now)
    restored = take_back(held, made, now)
    if not restored.done:
        whys = [why for _, why in restored.left]
        raise Refused(NOTHING.format(why=" ".join(dict.fromkeys(whys))).strip())
    reopened = _waits_again(held) and _reopen(held)
    if not reopened:
        keep_effects(made, show_again(restored.done, now))
        settle_flags(held, made)
    queue_held(held, now)
    tell_taken_back(held.decision, made, restored, now)
    _log(moderator, held, made, restored, now)
    return Reversed(made, restored, reopened)


def take_back(
    held: Held,
    made: Decision,
    now: datetime,
    only: frozenset[int] | None = None,
    otherwise: Mapping[ActionKind, Undo] | None = None,
) -> Restored:
    """Undo the effects of a decision, the last one first.

    `only` names some of them; `otherwise` says which kinds go back in another way.
    """
    ways = dict(undoers) | dict(otherwise or {})
    done: list[ModAction] = []
    left: list[tuple[ModAction, str]] = []
    for action in reversed(held.actions):
        if action.reversed_by is not None or (
            only is not None and action.id not in only
        ):
            continue
        way = ways.get(action.kind)
        if not action.reversible or action.kind in rules.DESTROYS:
            why = rules.DESTROYED
        else:
            why = way(action, now) if way else NO_WAY_BACK
        if why:
            left.append((action, why))
        else:
            action.reversed_by = made.id
            done.append(action)
    db.session.flush()
    keep_effects(made, [_effect(action) for action in done])
    outdate_others(held.item)
    return Restored(tuple(done), tuple(left))


def reversal_of(decision_id: int) -> Decision | None:
    """Return the decision that took another one back. One query."""
    made = select(Decision).where(Decision.reverses_id == decision_id)
    return db.session.scalar(made)


def queue_held(held: Held, now: datetime) -> None:
    """See to it that a post which waits for a check again stands in the queue."""
    for post in held.posts:
        queued = select(Reviewable.id).where(
            Reviewable.kind == ReviewableKind.HELD_POST,
            Reviewable.target_type == TargetType.POST,
            Reviewable.target_id == post.id,
            Reviewable.status == ReviewStatus.OPEN,
        )
        waits = post.state is PostState.HELD and db.session.scalar(queued) is None
        if waits or is_forgotten(post):
            open_held(post, now)


def settle_flags(held: Held, made: Decision) -> None:
    """Tell who reported it, as something new, that it was within the rules."""
    db.session.execute(
        update(Flag)
        .where(Flag.decision_id == held.decision.id, Flag.status == FlagStatus.UPHELD)
        .values(status=FlagStatus.DISMISSED, decision_id=made.id, seen_at=None)
    )


def _require_free(moderator: Member, held: Held, now: datetime) -> bool:
    """Refuse who may not decide about this, and while an appeal waits.

    Say whether it is their own matter, and nobody else can.
    """
    is_same = require_fair(moderator, held.item, held.about, now)
    appealed = select(Reviewable.id).where(
        Reviewable.target_type == TargetType.DECISION,
        Reviewable.target_id == held.decision.id,
        Reviewable.status == ReviewStatus.OPEN,
    )
    if db.session.scalar(appealed.limit(1)) is not None:
        raise Refused("An appeal against this decision is open. Decide that instead.")
    return is_same


def _stored(moderator: Member, held: Held, reason: str, now: datetime) -> Decision:
    is_same = _require_free(moderator, held, now)
    made = Decision(
        reviewable_id=held.item.id,
        reviewable_version=held.item.version,
        revision=held.decision.revision,
        outcome=Outcome.NO_ACTION,
        public_reason=reason,
        by_same_person=is_same,
        actor_id=moderator.id,
        decided_at=now,
        reverses_id=held.decision.id,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _effect(action: ModAction) -> Effect:
    return Effect(
        ActionKind.REVERSE,
        action.target_type,
        action.target_id,
        {"action": action.id, "kind": str(action.kind)},
        reversible=False,
    )


def _waits_again(held: Held) -> bool:
    """Say whether a post waits for a check again, so that a case must be open."""
    posts = [post for post in held.posts if post.state is PostState.HELD]
    return held.item.target_id in {post.id for post in posts}


def _reopen(held: Held) -> bool:
    """Let the case wait again with its reports, unless a newer one does already."""
    item = held.item
    if item.status is ReviewStatus.OPEN or _is_act(item) or _has_newer(item):
        return False
    item.status, item.closed_at = ReviewStatus.OPEN, None
    item.version += 1
    item.reopened_count += 1
    db.session.execute(
        update(Flag)
        .where(Flag.decision_id == held.decision.id, ~raised_again())
        .values(status=FlagStatus.OPEN, closed_at=None, decision_id=None)
    )
    db.session.flush()
    return True


def _is_act(item: Reviewable) -> bool:
    return item.kind is ReviewableKind.MODERATOR_ACT


def _has_newer(item: Reviewable) -> bool:
    newer = select(Reviewable.id).where(
        Reviewable.kind == item.kind,
        Reviewable.target_type == item.target_type,
        Reviewable.target_id == item.target_id,
        Reviewable.status == ReviewStatus.OPEN,
    )
    return db.session.scalar(newer.limit(1)) is not None


def _drop_statements(decision: Decision) -> None:
    """Take back reasons that nobody has read, no mail has carried, none appealed."""
    appealed = select(Reviewable.target_id).where(
        Reviewable.target_type == TargetType.DECISION
    )
    db.session.execute(
        delete(Statement).where(
            Statement.decision_id == decision.id,
            Statement.read_at.is_(None),
            Statement.decision_id.not_in(appealed),
        )
    )


def _log(
    moderator: Member, held: Held, made: Decision, restored: Restored, now: datetime
) -> None:
    item = held.item
    details = {
        "reverses": held.decision.id,
        "restored": [str(one.kind) for one in restored.done],
        "left": [str(one.kind) for one, _ in restored.left],
        **({"same_person": True} if made.by_same_person else {}),
    }
    about = str(item.target_type), item.target_id
    record(moderator, Act("reverse", *about, item.id, made.id, details), now)
