"""What moderators decide, alone or about many at once, and what is taken back."""

from datetime import timedelta

from sqlalchemy import select

from forum.boards.models import Board, Post, Revision
from forum.core.answers import NotFound, Refused
from forum.core.db import db
from forum.core.traces import traces
from forum.core.wording import Wording
from forum.members.models import Member
from forum.systems.models import SystemCard
from moderation import actions
from moderation.actions import (
    AlreadyDecided,
    Decided,
    Judged,
    LeftOut,
    Picked,
)
from moderation.appeals import actions as appeals
from moderation.appeals.actions import JudgedAppeal
from moderation.appeals.models import Appeal
from moderation.measures import BATCHED, Measure, card_measures, measures_for
from moderation.models import (
    ActionKind,
    Decision,
    DecisionBatch,
    Flag,
    FlagReason,
    FlagStatus,
    ModAction,
    Outcome,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Statement,
    TargetType,
)
from tests.moderation.proofs.course import NO, Course

RULE = "R3"
VERDICTS = (Outcome.GRANT, Outcome.REFUSE, Outcome.MODIFY)
TOGETHER = 3


def decide(course: Course, who: int, which: int, how: int) -> str:
    """Decide a case about a post or a card."""
    about = Reviewable.target_type.in_([TargetType.POST, TargetType.CARD])
    item = course.waiting(which, about)
    return _decided(course, who, item, how)


def decide_held(course: Course, who: int, which: int, how: int) -> str:
    """Approve, mask or reject a post that waits."""
    item = course.waiting(which, Reviewable.kind == ReviewableKind.HELD_POST)
    return _decided(course, who, item, how)


def decide_late(course: Course, who: int, which: int, how: int) -> str:
    """Decide a case as it was before somebody else did something to it."""
    about = Reviewable.target_type == TargetType.POST
    return _decided(course, who, course.waiting(which, about), how, seen=-1)


def undo(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Take one of the newest decisions back by one click."""
    made = course.one(Decision, -1 - which % 2, Decision.actor_id.is_not(None))
    maker = db.session.get_one(Member, made.actor_id)
    done = actions.undo(maker, made.id, course.now)
    return f"undo {type(done).__name__}"


def reverse(course: Course, who: int, which: int, how: int) -> str:
    """Take a decision back with a reason."""
    made = course.one(Decision, -1 - which)
    done = actions.reverse(course.staff(who), made.id, f"Wrong, {how}.", course.now)
    return f"reverse {type(done).__name__}"


def reverse_tool(course: Course, who: int, which: int, how: int) -> str:
    """Take back what was done to a thread or a post outside of the queue."""
    acts = select(ModAction.decision_id).where(
        ModAction.reversed_by.is_(None),
        ModAction.reversible.is_(True),
        ModAction.kind.in_(
            [
                ActionKind.MOVE,
                ActionKind.SPLIT,
                ActionKind.MERGE,
                ActionKind.SLOW,
                ActionKind.EDIT,
                ActionKind.SAFETY_NOTICE,
            ]
        ),
    )
    made = course.one(Decision, -1 - which % 6, Decision.id.in_(acts))
    done = actions.reverse(course.staff(who), made.id, f"Wrong, {how}.", course.now)
    assert isinstance(done, actions.Reversed)
    return f"reverse {' '.join(sorted(str(one.kind) for one in done.restored.done))}"


def appeal(course: Course, who: int, which: int, how: int) -> str:  # noqa: ARG001
    """Ask for another look at a decision about oneself, or add to that."""
    told = course.one(Statement, -1 - which)
    member, words = db.session.get_one(Member, told.member_id), "I was kind."
    appealed = select(Appeal).where(Appeal.statement_id == told.id)
    if made := db.session.scalar(appealed):
        key = made.reviewable_id
        appeals.add_words(member, key, words, course.now, is_staff=False)
        return "add to an appeal"
    appeals.appeal(member, told.id, words, course.now)
    return "appeal"


def judge(course: Course, who: int, which: int, how: int) -> str:
    """Decide about an appeal that waits, if there is one."""
    try:
        made = course.one(Appeal, which, Appeal.decided_at.is_(None))
    except NotFound:
        made = course.one(Appeal, which)
    item = db.session.get_one(Reviewable, made.reviewable_id)
    did = select(ModAction.id).where(ModAction.decision_id == made.decision_id)
    outcome = VERDICTS[how % len(VERDICTS)]
    effects = sorted(db.session.scalars(did))
    judged = JudgedAppeal(
        outcome,
        item.version,
        "We looked again.",
        frozenset(effects[: 1 + which % 2]),
        is_abusive=how % 5 == 0 and outcome is Outcome.REFUSE,
    )
    done = appeals.judge(course.staff(who), item.id, judged, course.now)
    return f"judge {outcome} {type(done).__name__}"


def batch(course: Course, who: int, which: int, how: int) -> str:
    """Decide about some cases of a kind at once, each by its own."""
    with course.world.writing():
        first = course.waiting(which, Reviewable.kind.in_(list(BATCHED)))
        alike = select(Reviewable).where(
            Reviewable.kind == first.kind, Reviewable.status == ReviewStatus.OPEN
        )
        items = db.session.scalars(alike.order_by(Reviewable.id).limit(TOGETHER)).all()
        picked = [Picked(one.id, one.version, _revision(one)) for one in items]
        offered = BATCHED[first.kind]
        judged = Judged(
            offered[how % len(offered)],
            version=0,
            revision=0,
            rule_code=RULE,
            reasons="All of these give a number away.",
            once=f"batch {course.now}",
        )
        maker = course.staff(who)
        made, _ = actions.begin_batch(maker, judged, judged.once or "", course.now)
        key, by = made.id, maker.id
    left = [one for pick in picked if (one := _one_of(course, by, key, pick, judged))]
    with course.world.writing():
        maker = db.session.get_one(Member, by)
        actions.end_batch(maker, key, picked, left, course.now)
    return f"batch of {len(picked) - len(left)}"


def undo_batch(course: Course, who: int, which: int, how: int) -> str:
    """Take one decision about many cases back, made now unless there is one."""
    stands = DecisionBatch.undone_at.is_(None)
    with course.world.reading():
        is_there = db.session.scalar(select(DecisionBatch.id).where(stands).limit(1))
    if is_there is None:
        batch(course, who, which, how)
    with course.world.writing():
        made = course.one(DecisionBatch, -1 - which % 3, stands)
        by, key = made.actor_id, made.id
        maker = db.session.get_one(Member, by)
        decisions = actions.begin_undo(maker, key, course.now)
    for decision in decisions:
        try:
            with course.world.writing():
                maker = db.session.get_one(Member, by)
                actions.undo_one(maker, decision, "Wrong.", course.now)
        except NO:
            continue
    return "undo batch" if decisions else "undo empty batch"


def _one_of(
    course: Course, by: int, key: int, pick: Picked, judged: Judged
) -> LeftOut | None:
    try:
        with course.world.writing():
            maker = db.session.get_one(Member, by)
            return actions.decide_one(maker, key, pick, judged, course.now)
    except NO as why:
        return LeftOut(pick.id, str(why), is_skipped=False)


def _decided(
    course: Course, who: int, item: Reviewable, how: int, *, seen: int = 0
) -> str:
    post = None
    if item.target_type is TargetType.POST:
        post = db.session.get_one(Post, item.target_id)
    measure, is_hard = _measure(item, post, how), how % 7 == 0
    judged = Judged(
        measure,
        version=item.version + seen,
        revision=_revision(item),
        rule_code=RULE,
        reasons=f"It gives a number away: {course.line(post) if post else ''}",
        passages=course.secrets(post) if post else (),
        to_board=course.one(Board, how).slug,
        warn=is_hard,
        suspend=timedelta(days=2) if is_hard else None,
    )
    deed = actions.decide if post else actions.decide_card
    done = deed(course.staff(who), item.id, judged, course.now)
    assert isinstance(done, Decided | AlreadyDecided)
    if isinstance(done, AlreadyDecided):
        return "too late"
    if measure is Measure.MASK and done.wording is not None:
        _proven(course, done.wording)
    return f"decide {item.kind} {measure}"


def _proven(course: Course, wording: Wording) -> None:
    """See that nothing holds the words that a moderator has just destroyed."""
    db.session.flush()
    left = traces(wording)
    assert not left, f"{wording.passages} still stand in {left}"
    course.destroyed |= set(wording.passages)


def _measure(item: Reviewable, post: Post | None, how: int) -> Measure:
    if post is None:
        known = db.session.get(SystemCard, item.target_id)
        is_hidden = known is not None and known.hidden_at is not None
        offered = card_measures(is_hidden=is_hidden)
    else:
        raised = select(Flag.reason).where(
            Flag.reviewable_id == item.id, Flag.status == FlagStatus.OPEN
        )
        is_child = FlagReason.UNDER_13 in set(db.session.scalars(raised))
        offered = measures_for(item.kind, post.state, is_child=is_child)
    if not offered:
        raise Refused
    return offered[how % len(offered)]


def _revision(item: Reviewable) -> int:
    if item.target_type is not TargetType.POST:
        return 1
    numbers = select(Revision.number).where(Revision.post_id == item.target_id)
    return max(db.session.scalars(numbers))


DEEDS = (
    decide,
    decide_held,
    decide_late,
    undo,
    reverse,
    reverse_tool,
    appeal,
    judge,
)
LONG = (batch, undo_batch)
