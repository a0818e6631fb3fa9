"""Appeals for who decides about them: the whole case, and who may."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from forum.boards.models import Post, PostState, Revision
from forum.boards.rendering import rendered
from forum.core.answers import NotFound, require
from forum.core.db import db
from forum.members.models import Member, Role
from forum.members.rules import is_suspended
from moderation import rules as moderation
from moderation.appeals import rules
from moderation.appeals.models import Appeal
from moderation.appeals.queries.own import Written, count_of, taken_from, written
from moderation.appeals.rules import Judge, Milder
from moderation.models import (
    ActionKind,
    Decision,
    Evidence,
    Flag,
    ModAction,
    Outcome,
    Reviewable,
    ReviewableKind,
    Statement,
    TargetType,
)
from moderation.queries.reversing import Effected, effects_of

Claimer = aliased(Member, name="appeal_claimer")
EASED = frozenset({ReviewableKind.FLAGGED_POST, ReviewableKind.HELD_POST})
"""Kinds of cases in which a post can be hidden where it was removed."""
A_RULE = "a rule, at once"
"""Who decided what no person did."""
OF_THE_MEMBER = re.compile(r"\[([^]]+)\]\(/my[^)]*\)")
"""A link in a statement that leads to pages of whoever reads it."""


@dataclass(frozen=True, slots=True)
class AppealCase:
    """An appeal as who decides about it sees it."""

    id: int
    version: int
    is_open: bool
    opened_at: datetime
    claimed_by: str
    is_mine: bool
    by: str
    subject: str
    told: Markup
    decided_by: str
    decided_at: datetime
    note: str
    effects: tuple[tuple[Effected, int], ...]
    """What the decision did: one effect of each kind, and how many there are."""
    back: Mapping[str, frozenset[int]]
    """What of it can go back, by its kind."""
    milder: tuple[Milder, ...]
    """What can take the place of something harder."""
    about_right: bool
    """Whether it is about the right to appeal itself."""
    words: str
    """The text as it was when it was decided about."""
    state: PostState | None
    post_id: int | None
    written: tuple[Written, ...]
    may_write: bool
    refusal: str
    """Why this moderator cannot decide; nothing if they can."""
    is_same_person: bool
    outcome: Outcome | None
    reasons: str
    was_by_same_person: bool


def case(item_id: int, moderator: Member, now: datetime) -> AppealCase:
    """Return an appeal to decide about. A fixed number of queries."""
    item, appeal, old, statement, by, decider, claimer = _found(item_id)
    require(moderation.may_handle(moderator, item))
    judge = judge_of(moderator, appeal, old, now)
    can = rules.may_judge(
        judge, appeal.opened_at, now, needs_administrator=_rested(old.id)
    )
    theirs = {one.id for one in taken_from(old.id, appeal.appellant_id)}
    effects = effects_of(old.id)
    said, post = written(appeal.id), _post(old)
    made = _decision(item.id)
    live = item.claimed_until is not None and item.claimed_until > now
    staff = count_of(said, is_staff=True)
    return AppealCase(
        id=item.id,
        version=item.version,
        is_open=moderation.is_open(item),
        opened_at=appeal.opened_at,
        claimed_by=claimer if claimer and live else "",
        is_mine=live and item.claimed_by == moderator.id,
        by=by,
        subject=statement.subject,
        told=rendered(OF_THE_MEMBER.sub(r"\1", statement.body)).html,
        decided_by=decider,
        decided_at=old.decided_at,
        note=old.internal_note,
        effects=_by_kind(effects),
        back=_back(one for one in effects if one.id in theirs),
        milder=milder(appeal, old, now),
        about_right=_rested(old.id),
        words=_words(old, post),
        state=post.state if post else None,
        post_id=post.id if post else None,
        written=said,
        may_write=bool(rules.may_add(staff, is_decided=appeal.decided_at is not None)),
        refusal=can.because,
        is_same_person=judge.took_part,
        outcome=appeal.outcome,
        reasons=made.public_reason if made else "",
        was_by_same_person=appeal.by_same_person,
    )


def milder(appeal: Appeal, old: Decision, now: datetime) -> tuple[Milder, ...]:
    """Return what can take the place of what a decision did. Two queries."""
    taken = taken_from(old.id, appeal.appellant_id)
    rows = [one for one in taken if one.reversible and one.reversed_by is None]
    item = db.session.get_one(Reviewable, old.reviewable_id)
    removed = sum(one.target_type is TargetType.POST for one in rows)
    eased = {
        one.kind: one.params.get("days")
        for one in rows
        if one.target_type is TargetType.MEMBER or (item.kind in EASED and removed == 1)
    }
    return rules.milder(eased, now - old.decided_at)


def judge_of(moderator: Member, appeal: Appeal, old: Decision, now: datetime) -> Judge:
    """Return what fairness asks of somebody who wants to decide. Four queries."""
    took_part, about_right = _took_part(old), _rested(old.id)
    staff = select(Member).where(
        Member.role != Role.MEMBER,
        Member.moderates.is_(None),
        Member.deactivated_at.is_(None),
        Member.id.not_in({*took_part, appeal.appellant_id, moderator.id}),
    )
    others = sum(
        one.is_administrator or not about_right
        for one in db.session.scalars(staff)
        if not is_suspended(one, now)
    )
    return Judge(
        moderator.id == appeal.appellant_id,
        moderator.id in took_part,
        others,
        moderator.is_administrator,
    )


def needs_administrator(appeal: Appeal) -> bool:
    """Say whether an appeal is about the right to appeal itself. One query."""
    return _rested(appeal.decision_id)


Found = tuple[Reviewable, Appeal, Decision, Statement, str, str, str | None]


def _found(item_id: int) -> Found:
    decider = aliased(Member, name="appeal_decider")
    appellant = aliased(Member, name="appellant")
    row = db.session.execute(
        select(
            Reviewable,
            Appeal,
            Decision,
            Statement,
            appellant.handle,
            func.coalesce(decider.handle, A_RULE),
            Claimer.handle,
        )
        .join(Appeal, Appeal.reviewable_id == Reviewable.id)
        .join(Decision, Decision.id == Appeal.decision_id)
        .join(Statement, Statement.id == Appeal.statement_id)
        .join(appellant, appellant.id == Appeal.appellant_id)
        .outerjoin(decider, decider.id == Decision.actor_id)
        .outerjoin(Claimer, Claimer.id == Reviewable.claimed_by)
        .where(Reviewable.id == item_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    item, appeal, old, statement, by, made_by, claimer = row
    return item, appeal, old, statement, by, made_by, claimer


def _by_kind(effects: tuple[Effected, ...]) -> tuple[tuple[Effected, int], ...]:
    """Name each kind once: a clean-up did the same to hundreds of posts."""
    many = Counter((one.kind, one.can_go_back, one.is_back) for one in effects)
    first = {(one.kind, one.can_go_back, one.is_back): one for one in reversed(effects)}
    return tuple((first[key], count) for key, count in many.items())


def _back(effects: Iterable[Effected]) -> dict[str, frozenset[int]]:
    back: dict[str, set[int]] = {}
    for one in effects:
        if one.can_go_back:
            back.setdefault(str(one.kind), set()).add(one.id)
    return {kind: frozenset(keys) for kind, keys in back.items()}


def _took_part(old: Decision) -> frozenset[int]:
    """Return who made a decision, and who reported what it was about."""
    reporters = db.session.scalars(
        select(Flag.reporter_id).where(
            Flag.reviewable_id == old.reviewable_id, Flag.reporter_id.is_not(None)
        )
    )
    return frozenset(one for one in (old.actor_id, *reporters) if one is not None)


def _rested(decision_id: int) -> bool:
    rest = select(ModAction.id).where(
        ModAction.decision_id == decision_id, ModAction.kind == ActionKind.NO_APPEALS
    )
    return db.session.scalar(rest.limit(1)) is not None


def _post(old: Decision) -> Post | None:
    return db.session.scalar(
        select(Post)
        .join(Reviewable, Reviewable.target_id == Post.id)
        .where(
            Reviewable.id == old.reviewable_id,
            Reviewable.target_type == TargetType.POST,
        )
    )


def _words(old: Decision, post: Post | None) -> str:
    """Return the text that was decided about: what was kept of it, or what stands."""
    kept = db.session.scalar(
        select(Evidence.content)
        .where(Evidence.reviewable_id == old.reviewable_id)
        .order_by((Evidence.revision == old.revision).desc(), Evidence.id.desc())
        .limit(1)
    )
    if kept or post is None:
        return kept or ""
    number = old.revision or post.revision
    body = select(Revision.body).where(
        Revision.post_id == post.id, Revision.number == number
    )
    return db.session.scalar(body) or ""


def _decision(item_id: int) -> Decision | None:
    made = select(Decision).where(Decision.reviewable_id == item_id)
    return db.session.scalar(made.order_by(Decision.id.desc()).limit(1))
