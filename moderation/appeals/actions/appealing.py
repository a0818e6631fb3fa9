"""Asking for another look at a decision, and writing about it."""

from datetime import datetime

from forum.core.answers import NotFound, require
from forum.core.db import db, locked
from forum.core.jobs import enqueue
from forum.members.models import Member
from moderation import rules as moderation
from moderation.actions import Act, record
from moderation.appeals import queries, rules
from moderation.appeals.models import Appeal, AppealMessage
from moderation.models import (
    Decision,
    Reviewable,
    ReviewableKind,
    Statement,
    TargetType,
)


def appeal(member: Member, statement_id: int, words: str, now: datetime) -> Appeal:
    """Bring a decision before the moderators again, with the member's words."""
    statement = db.session.get(Statement, statement_id)
    if statement is None or statement.member_id != member.id:
        raise NotFound
    decision = locked(Decision, statement.decision_id)
    require(rules.may_appeal(queries.appealed(statement), now))
    item = Reviewable(
        kind=ReviewableKind.APPEAL,
        target_type=TargetType.DECISION,
        target_id=decision.id,
        weight=moderation.KIND_WEIGHTS[ReviewableKind.APPEAL],
        opened_at=now,
    )
    db.session.add(item)
    db.session.flush()
    made = Appeal(
        decision_id=decision.id,
        statement_id=statement.id,
        appellant_id=member.id,
        reviewable_id=item.id,
        opened_at=now,
    )
    db.session.add(made)
    db.session.flush()
    _write(made, words, now, is_staff=False)
    record(member, Act("appeal", "decision", decision.id, item.id, decision.id), now)
    return made


def add_words(
    writer: Member, reviewable_id: int, words: str, now: datetime, *, is_staff: bool
) -> Appeal:
    """Add what one side has to say; the other side hears of it."""
    item = locked(Reviewable, reviewable_id)
    made = locked(Appeal, queries.appeal_in(item.id).id)
    if is_staff:
        require(moderation.may_handle(writer, item))
    elif made.appellant_id != writer.id:
        raise NotFound
    count = queries.count_of(queries.written(made.id), is_staff=is_staff)
    require(rules.may_add(count, is_decided=made.decided_at is not None))
    _write(made, words, now, is_staff=is_staff)
    item.version += 1
    act = Act("appeal_words", "decision", made.decision_id, item.id, made.decision_id)
    record(writer, act, now)
    if is_staff:
        enqueue("mail", {"letter": "appeal_words", "appeal": made.id}, now)
    return made


def _write(made: Appeal, words: str, now: datetime, *, is_staff: bool) -> None:
    said = AppealMessage(
        appeal_id=made.id, is_staff=is_staff, body=words, created_at=now
    )
    db.session.add(said)
    db.session.flush()
