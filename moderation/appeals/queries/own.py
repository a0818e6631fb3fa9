"""Appeals for the members who make them: what they can do, wrote and are told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.core.answers import NotFound
from forum.core.db import db
from forum.members.models import Member
from forum.rights.news import Rows
from forum.rights.queries.copies import plainly
from moderation.appeals import rules
from moderation.appeals.models import Appeal, AppealMessage
from moderation.appeals.rules import Appealed
from moderation.models import (
    ActionKind,
    Decision,
    ModAction,
    Outcome,
    Reviewable,
    ReviewableKind,
    Statement,
    TargetType,
)
from moderation.queries import own_statement, was_taken_back


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


def appealed(statement: Statement) -> Appealed:
    """Return what decides whether a decision can be appealed. Five queries."""
    taken = taken_from(statement.decision_id, statement.member_id)
    kinds = frozenset(one.kind for one in taken)
    return Appealed(
        kinds=kinds,
        until=statement.appeal_until,
        was_taken_back=was_taken_back(statement.decision_id),
        was_appealed=appeal_of(statement.decision_id) is not None,
        is_answer=_is_answer(statement.decision_id),
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


def _is_answer(decision_id: int) -> bool:
    made = select(Decision.id).join(Reviewable, Reviewable.id == Decision.reviewable_id)
    answer = made.where(
        Decision.id == decision_id, Reviewable.kind == ReviewableKind.APPEAL
    )
    return db.session.scalar(answer) is not None


def taken_from(decision_id: int, member_id: int) -> tuple[ModAction, ...]:
    """Return what a decision took from a member: nothing it gave. One query.

    It may have done something to others too, as to whoever reported in bad faith.
    """
    is_theirs = ModAction.target_id == member_id
    found = select(ModAction).where(
        ModAction.decision_id == decision_id,
        ModAction.kind.not_in(rules.GIVING),
        (ModAction.target_type != TargetType.MEMBER) | is_theirs,
    )
    return tuple(db.session.scalars(found.order_by(ModAction.id)))
