"""Cleaning up after a member: everything they posted, at once, and back again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update

from forum.boards import actions as boards
from forum.boards.models import PostState
from forum.core.answers import Refused, require
from forum.core.db import db, locked
from forum.members.models import Member
from forum.members.rules import until
from moderation.actions.acting import keep_act
from moderation.actions.auditing import Act, record_all
from moderation.actions.deciding import close
from moderation.actions.effect import Effect
from moderation.actions.reasons import (
    BY_PERSON,
    NOTICED,
    Reasons,
    objection,
    rests_on,
)
from moderation.actions.telling import deliver
from moderation.actions.undoing import undo_suspension
from moderation.actions.waiting import raised_again
from moderation.measures import HIDING, Measure
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
    Rule,
    TargetType,
)
from moderation.queries.fairness import raised_by
from moderation.standing import rules
from moderation.standing.actions.acting import Wanted, applied
from moderation.standing.actions.telling import SUBJECTS
from moderation.standing.actions.watching import unwatch_domains, watch_domains
from moderation.standing.queries.cleaning import (
    STANDS,
    last_clean_up,
    posts_to_remove,
    watched_by,
)
from moderation.standing.rules import Window

CLOSED = (
    ReviewableKind.FLAGGED_POST,
    ReviewableKind.HELD_POST,
    ReviewableKind.FLAGGED_MEMBER,
)
"""Kinds of cases that a clean-up decides; what a law wants decided stays open."""
STILL = (
    "You can still take back what you wrote, get a copy of your data, delete your "
    "account, and object."
)
BACK = (
    "We took back a decision about all that you posted. It was wrong. Your posts are "
    "back as they were, and your account is open as it was before."
)
TAKEN = {
    PostState.PUBLISHED: ActionKind.REMOVE,
    PostState.HIDDEN: ActionKind.REMOVE,
    PostState.HELD: ActionKind.REJECT,
}
GONE = (PostState.REMOVED, PostState.REJECTED)
AFTER = {PostState.HELD: PostState.REJECTED}
"""What becomes of a post; it is removed, if nothing else is said."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a clean-up took away."""

    decision: Decision
    posts: int
    cases: int


def clean_up(
    moderator: Member,
    member_id: int,
    window: Window,
    wanted: Wanted,
    now: datetime,
    *,
    domains: Sequence[str] = (),
) -> Cleaned:
    """Remove what a member posted, suspend them, and close what is open about it.

    Posts that link to one of `domains` wait from now on, whoever writes them. One
    decision holds all of it, so that it is undone as a whole.
    """
    known = db.session.get_one(Member, member_id)
    require(rules.may_act_on(moderator, known))
    rule = db.session.get(Rule, wanted.rule_code)
    if rule is None or not rule.active:
        raise Refused("Choose the rule that it rests on.")
    because = f"Rule {rule.code[1:]}: {rule.title}."
    stand = posts_to_remove(member_id, window, now)
    before = boards.change_states(
        {key: (AFTER.get(state, PostState.REMOVED), because) for key, state in stand},
        STANDS,
        now,
    )
    member = locked(Member, member_id)
    suspended = applied(member, Measure.SUSPEND, wanted.days, now)
    cases = _open_cases(member_id, list(before), moderator)
    suspended.params.update(clean_up=True, cases=[item.id for item in cases])
    removed = [
        _effect(TAKEN[state], key, {"state": state, "reason": reason})
        for key, (state, reason) in before.items()
    ]
    watched = watch_domains(moderator, member_id, domains, now)
    decision = keep_act(
        moderator,
        [suspended, *removed, *watched],
        wanted.reasons,
        now,
        rule_code=rule.code,
    )
    _close_all(cases, moderator, rule.code, now)
    _log(moderator, decision, removed, now)
    _tell(decision, member.id, len(removed), suspended, rule, now)
    return Cleaned(decision, len(removed), len(cases))


def undo_clean_up(moderator: Member, member_id: int, now: datetime) -> int:
    """Bring back all that the last clean-up took away; return how many posts."""
    require(rules.may_act_on(moderator, db.session.get_one(Member, member_id)))
    suspended = last_clean_up(member_id)
    if suspended is None:
        raise Refused("There is no clean-up to undo.")
    made = db.session.get_one(Decision, suspended.decision_id)
    require(rules.may_undo_clean_up(made.decided_at, now))
    taken = _taken(made.id)
    wanted = {
        key: (PostState(one.before["state"]), str(one.before["reason"]))
        for key, one in taken.items()
    }
    back = boards.change_states(wanted, GONE, now)
    undo_suspension(suspended, now)
    watched = watched_by(made.id)
    if watched is not None:
        unwatch_domains(moderator, watched, now)
    _reopen(suspended.params["cases"])
    opened = Effect(
        ActionKind.UNSUSPEND,
        TargetType.MEMBER,
        member_id,
        reversible=False,
    )
    restored = [_effect(ActionKind.RESTORE, key, {}, is_final=True) for key in back]
    decision = keep_act(moderator, [opened, *restored], "", now)
    decision.reverses_id = made.id
    for one in (suspended, watched, *(taken[key] for key in back)):
        if one is not None:
            one.reversed_by = decision.id
    _log(moderator, decision, restored, now)
    parts = ["This is about [your account](/my).", BACK]
    deliver(decision, member_id, SUBJECTS[ActionKind.RESTORE], parts, now)
    return len(back)


def _open_cases(
    member_id: int, posts: list[int], moderator: Member
) -> list[Reviewable]:
    """Hold what a clean-up decides; what its maker reported is left to others."""
    about_posts = (Reviewable.target_type == TargetType.POST) & (
        Reviewable.target_id.in_(posts)
    )
    about_them = (Reviewable.target_type == TargetType.MEMBER) & (
        Reviewable.target_id == member_id
    )
    wanted = select(Reviewable).where(
        Reviewable.status == ReviewStatus.OPEN,
        Reviewable.kind.in_(CLOSED),
        or_(about_posts, about_them),
        ~raised_by(moderator),
    )
    return list(db.session.scalars(wanted.order_by(Reviewable.id).with_for_update()))


def _close_all(
    cases: list[Reviewable], moderator: Member, rule_code: str, now: datetime
) -> None:
    for item in cases:
        is_held = item.kind is ReviewableKind.HELD_POST
        decision = Decision(
            reviewable_id=item.id,
            reviewable_version=item.version,
            revision=0,
            outcome=Outcome.REJECT if is_held else Outcome.UPHOLD,
            rule_code=rule_code,
            actor_id=moderator.id,
            decided_at=now,
        )
        db.session.add(decision)
        db.session.flush()
        close(item, decision, [], now)
    acts = [
        Act("decide", str(item.target_type), item.target_id, item.id) for item in cases
    ]
    record_all(moderator, acts, now)


def _reopen(cases: list[int]) -> None:
    """Let cases wait again that a clean-up decided, with the reports in them."""
    closed = select(Reviewable).where(
        Reviewable.id.in_(cases), Reviewable.status == ReviewStatus.CLOSED
    )
    for item in db.session.scalars(closed.with_for_update()).all():
        if _has_successor(item):
            continue
        item.status, item.closed_at = ReviewStatus.OPEN, None
        item.version += 1
        item.reopened_count += 1
        last = select(Decision.id).where(Decision.reviewable_id == item.id)
        last = last.order_by(Decision.id.desc()).limit(1)
        db.session.execute(
            update(Flag)
            .where(Flag.decision_id == last.scalar_subquery(), ~raised_again())
            .values(status=FlagStatus.OPEN, closed_at=None, decision_id=None)
        )


def _has_successor(item: Reviewable) -> bool:
    """Say whether another case about the same is open by now."""
    newer = select(Reviewable.id).where(
        Reviewable.kind == item.kind,
        Reviewable.target_type == item.target_type,
        Reviewable.target_id == item.target_id,
        Reviewable.status == ReviewStatus.OPEN,
    )
    return db.session.scalar(newer.limit(1)) is not None


def _log(
    moderator: Member, decision: Decision, effects: list[Effect], now: datetime
) -> None:
    acts = [
        Act(
            str(one.kind),
            str(one.target_type),
            one.target_id,
            decision.reviewable_id,
            decision.id,
        )
        for one in effects
    ]
    record_all(moderator, acts, now)


def _tell(
    decision: Decision,
    member_id: int,
    posts: int,
    suspended: Effect,
    rule: Rule,
    now: datetime,
) -> None:
    many = f"{posts:,} post{'' if posts == 1 else 's'}"
    parts = Reasons(
        what=f"This is about [your account](/my) and {many} of yours.",
        facts=decision.public_reason,
        rule=rests_on(rule),
        how=NOTICED,
        by=BY_PERSON,
        scope=f"{many} were removed, without an end date, and your account is "
        f"suspended {until(suspended.expires_at)}.",
        objection=objection(now),
        can_do=(STILL,),
    ).parts()
    deliver(decision, member_id, SUBJECTS[ActionKind.REMOVE], parts, now)


def _taken(decision_id: int) -> dict[int, ModAction]:
    """Return what a clean-up did to posts that can come back.

    A post that somebody asked to take down meanwhile stays away until that is decided.
    """
    asked = select(Reviewable.target_id).where(
        Reviewable.kind.in_(HIDING),
        Reviewable.target_type == TargetType.POST,
        Reviewable.status == ReviewStatus.OPEN,
    )
    done = select(ModAction).where(
        ModAction.decision_id == decision_id,
        ModAction.target_type == TargetType.POST,
        ModAction.reversed_by.is_(None),
        ModAction.target_id.not_in(asked),
    )
    return {one.target_id: one for one in db.session.scalars(done)}


def _effect(
    kind: ActionKind, post_id: int, before: dict[str, str], *, is_final: bool = False
) -> Effect:
    return Effect(
        kind, TargetType.POST, post_id, before=dict(before), reversible=not is_final
    )
