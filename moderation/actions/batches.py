"""One decision about many cases: each by its own, so that one failing stops none."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from forum.core.answers import NotFound, require
from forum.core.db import db, locked
from forum.members.models import Member
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.actions.cards import decide_card
from moderation.actions.deciding import AlreadyDecided, Judged, decide
from moderation.actions.reversing import AlreadyReversed, reverse, undo
from moderation.models import Decision, DecisionBatch, Reviewable, TargetType

FRESH = timedelta(minutes=10)
TAKEN_BACK = "It was taken back before."
BEFORE_YOU = "A colleague decided this before you."
CHANGED = "It was changed while you were reading."
ONCE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Picked:
    """A case as it was when it was picked."""

    id: int
    version: int
    revision: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case of a batch that was not decided, and why."""

    id: int
    why: str
    is_skipped: bool
    """Whether nothing is left to do about it, since a colleague did it."""


def begin_batch(
    moderator: Member, judged: Judged, once: str, now: datetime
) -> tuple[DecisionBatch, bool]:
    """Return the batch that this sending of a form makes, and whether it is new."""
    made = select(DecisionBatch).where(DecisionBatch.once == once)
    if known := db.session.scalar(made):
        return known, False
    batch = DecisionBatch(
        actor_id=moderator.id,
        measure=str(judged.measure),
        rule_code=judged.rule_code,
        made_at=now,
        once=once,
        left_out=[],
    )
    db.session.add(batch)
    db.session.flush()
    return batch, True


def decide_one(
    moderator: Member, batch_id: int, one: Picked, judged: Judged, now: datetime
) -> LeftOut | None:
    """Decide one case of a batch, in a transaction of its own."""
    item = db.session.get(Reviewable, one.id)
    if item is None:
        raise NotFound
    here = replace(
        judged,
        version=one.version,
        revision=one.revision,
        once=_once(judged.once or "", one.id),
        batch_id=batch_id,
    )
    about_card = item.target_type is TargetType.CARD
    done = (decide_card if about_card else decide)(moderator, one.id, here, now)
    if isinstance(done, AlreadyDecided):
        if done.decision is not None:
            return LeftOut(one.id, BEFORE_YOU, is_skipped=True)
        return LeftOut(one.id, CHANGED, is_skipped=False)
    return None


def end_batch(
    moderator: Member,
    batch_id: int,
    picked: list[Picked],
    left_out: list[LeftOut],
    now: datetime,
) -> None:
    """Keep what was left out and why; the log gets one entry for all."""
    batch = locked(DecisionBatch, batch_id)
    batch.left_out = [[one.id, one.why, one.is_skipped] for one in left_out]
    details = {
        "measure": batch.measure,
        "rule": batch.rule_code,
        "cases": [one.id for one in picked],
        "left_out": [one.id for one in left_out],
    }
    act = Act("decide_batch", "decision_batch", batch.id, details=details)
    record(moderator, act, now)


def undo_one(moderator: Member, decision_id: int, reason: str, now: datetime) -> str:
    """Take one decision of a batch back; say why not where something stays.

    What is fresh goes back as if it had not been; later its author is told why.
    """
    decision = db.session.get_one(Decision, decision_id)
    if now - decision.decided_at < FRESH:
        done = undo(moderator, decision_id, now)
    else:
        done = reverse(moderator, decision_id, reason, now)
    if isinstance(done, AlreadyReversed):
        return TAKEN_BACK
    return " ".join(dict.fromkeys(why for _, why in done.restored.left))


def begin_undo(moderator: Member, batch_id: int, now: datetime) -> list[int]:
    """Return the decisions of a batch that is taken back now, once."""
    batch = locked(DecisionBatch, batch_id)
    require(rules.may_undo_batch(moderator, batch, now))
    batch.undone_at = now
    act = Act("undo_batch", "decision_batch", batch.id)
    record(moderator, act, now)
    made = select(Decision.id).where(Decision.batch_id == batch.id)
    return list(db.session.scalars(made.order_by(Decision.id)))


def _once(once: str, item_id: int) -> str:
    """Return what makes one case of one sending decide once."""
    return hashlib.sha256(f"{once}:{item_id}".encode()).hexdigest()[:ONCE_LENGTH]
