"""What is known of appeals: for the member who made one, and for who decides."""

import re
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
from forum.rights.news import Rows
from forum.rights.queries.copies import plainly
from moderation import rules as moderation
from moderation.appeals import rules
from moderation.appeals.models import Appeal, AppealMessage
from moderation.appeals.rules import Appealed, Judge
from moderation.models import (
    ActionKind,
    Decision,
    Evidence,
    ModAction,
    Outcome,
    Reviewable,
    Statement,
    TargetType,
)
from moderation.queries import own_statement, was_taken_back
from moderation.queries.reversing import Effected, effects_of

Claimer = aliased(Member, name="appeal_claimer")
A_RULE = "a rule, at once"
"""Who decided what no person did."""
OF_THE_MEMBER = re.compile(r"\[([^]]+)\]\(/my[^)]*\)")
"""A link in a statement that leads to pages of whoever reads it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one side wrote."""

    is_staff: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnAppeal:
    """An appeal as the member who made it sees it."""

    statement_id: int
    subject: str
    written: tuple[Written, ...]
    outcome: Outcome | None
    may_write: bool
    left: int
    """How often they can still write."""


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
    effects: tuple[Effected, ...]
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


def appealed(statement: Statement) -> Appealed:
    """Return what decides whether a decision can be appealed. Four queries."""
    kinds = _kinds(statement.decision_id)
    return Appealed(
        kinds=kinds,
        until=statement.appeal_until,
        was_taken_back=was_taken_back(statement.decision_id),
        was_appealed=appeal_of(statement.decision_id) is not None,
        is_own_rest=ActionKind.NO_APPEALS in kinds,
        rests_until=db.session.scalar(
            select(func.max(ModAction.expires_at)).where(
                ModAction.kind == ActionKind.NO_APPEALS,
                ModAction.target_type == TargetType.MEMBER,
                ModAction.target_id == statement.member_id,
                ModAction.reversed_by.is_(None),
            )
        ),
    )


def appeal_of(decision_id: int) -> Appeal | None:
    """Return the appeal against a decision. One query."""
    return db.session.scalar(select(Appeal).where(Appeal.decision_id == decision_id))


def appeal_in(reviewable_id: int) -> Appeal:
    """Return the appeal that a case is about. One query."""
    found = select(Appeal).where(Appeal.reviewable_id == reviewable_id)
    appeal = db.session.scalar(found)
    if appeal is None:
        raise NotFound
    return appeal


def own_appeal(statement_id: int, member: Member) -> OwnAppeal | None:
    """Return what a member appealed, or nothing if they did not. Three queries."""
    statement = own_statement(statement_id, member)
    appeal = appeal_of(statement.decision_id)
    if appeal is None or appeal.appellant_id != member.id:
        return None
    said = written(appeal.id)
    count = count_of(said, is_staff=False)
    can = rules.may_add(count, is_decided=appeal.decided_at is not None)
    return OwnAppeal(
        statement.id,
        statement.subject,
        said,
        appeal.outcome,
        bool(can),
        rules.WRITE_MAX - count,
    )


def key_of_case(statement_id: int, member: Member) -> int:
    """Return the case of a member's own appeal. Two queries."""
    made = appeal_of(own_statement(statement_id, member).decision_id)
    if made is None or made.appellant_id != member.id:
        raise NotFound
    return made.reviewable_id


def written(appeal_id: int) -> tuple[Written, ...]:
    """Return what both sides wrote, the appeal itself first. One query."""
    said = select(AppealMessage).where(AppealMessage.appeal_id == appeal_id)
    return tuple(
        Written(one.is_staff, one.body, one.created_at)
        for one in db.session.scalars(said.order_by(AppealMessage.id))
    )


def count_of(said: tuple[Written, ...], *, is_staff: bool) -> int:
    """Return how often a side wrote after the appeal itself."""
    return sum(one.is_staff is is_staff for one in said) - (0 if is_staff else 1)


def case(item_id: int, moderator: Member, now: datetime) -> AppealCase:
    """Return an appeal to decide about. A fixed number of queries."""
    item, appeal, old, statement, by, decider, claimer = _found(item_id)
    require(moderation.may_handle(moderator, item))
    judge = judge_of(moderator, appeal, old)
    can = rules.may_judge(
        judge, appeal.opened_at, now, needs_administrator=_rested(old.id)
    )
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
        effects=effects_of(old.id),
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


def judge_of(moderator: Member, appeal: Appeal, old: Decision) -> Judge:
    """Return what fairness asks of somebody who wants to decide. Two queries."""
    others = select(func.count()).where(
        Member.role != Role.MEMBER,
        Member.deactivated_at.is_(None),
        Member.moderates.is_(None),
        # Nobody's number stands where a rule decided, and would compare with nothing.
        Member.id.not_in({old.actor_id or 0, appeal.appellant_id}),
    )
    return Judge(
        moderator.id == appeal.appellant_id,
        moderator.id == old.actor_id,
        db.session.scalar(others) or 0,
        moderator.is_administrator,
    )


def needs_administrator(appeal: Appeal) -> bool:
    """Say whether an appeal is about the right to appeal itself. One query."""
    return _rested(appeal.decision_id)


def own_words(member_id: int) -> Rows:
    """Return a member's appeals for the copy of their data. One query."""
    found = db.session.execute(
        select(Appeal, AppealMessage)
        .join(AppealMessage, AppealMessage.appeal_id == Appeal.id)
        .where(Appeal.appellant_id == member_id)
        .order_by(AppealMessage.id)
    )
    return [
        {
            "decision": appeal.statement_id,
            "by": "moderators" if said.is_staff else "you",
            "words": said.body,
            "at": plainly(said.created_at),
            "outcome": str(appeal.outcome) if appeal.outcome else None,
        }
        for appeal, said in found
    ]


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


def _kinds(decision_id: int) -> frozenset[ActionKind]:
    kinds = select(ModAction.kind).where(ModAction.decision_id == decision_id)
    return frozenset(db.session.scalars(kinds))


def _rested(decision_id: int) -> bool:
    return ActionKind.NO_APPEALS in _kinds(decision_id)


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
