"""What administrators see of moderation by day: counts of reports, holds, decisions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select

from forum.core.db import db
from moderation.models import (
    ActionKind,
    Decision,
    Flag,
    ModAction,
    Reviewable,
    ReviewableKind,
    TargetType,
)

Span = tuple[datetime, datetime]


def reports(days: Sequence[Span], board_id: int | None) -> tuple[int, ...]:
    """Return how many reports came in on each day. One query."""
    wanted = _counted(Flag.id, Flag.created_at, days).join(
        Reviewable, Reviewable.id == Flag.reviewable_id
    )
    return _run(wanted, board_id)


def holds(days: Sequence[Span], board_id: int | None) -> tuple[int, ...]:
    """Return how many posts began to wait on each day. One query."""
    wanted = _counted(Reviewable.id, Reviewable.opened_at, days).where(
        Reviewable.kind == ReviewableKind.HELD_POST
    )
    return _run(wanted, board_id)


def decisions(days: Sequence[Span], board_id: int | None) -> tuple[int, ...]:
    """Return how many decisions were made on each day. One query."""
    wanted = _counted(Decision.id, Decision.decided_at, days).join(
        Reviewable, Reviewable.id == Decision.reviewable_id
    )
    return _run(wanted, board_id)


def counts_about(member_id: int, now: datetime) -> tuple[int, int]:
    """Return how many warnings of a member hold, and how many measures there were."""
    holds_still = and_(
        ModAction.kind == ActionKind.WARN,
        ModAction.expires_at > now,
        ModAction.reversed_by.is_(None),
    )
    warned, measures = db.session.execute(
        select(
            func.count(case((holds_still, ModAction.id))), func.count(ModAction.id)
        ).where(
            ModAction.target_type == TargetType.MEMBER, ModAction.target_id == member_id
        )
    ).one()
    return warned, measures


def _counted(key: Any, moment: Any, days: Sequence[Span]) -> Any:
    columns = [
        func.count(case((and_(moment >= since, moment < until), key)))
        for since, until in days
    ]
    return select(*columns).where(moment >= days[0][0], moment < days[-1][1])


def _run(wanted: Any, board_id: int | None) -> tuple[int, ...]:
    if board_id is not None:
        wanted = wanted.where(Reviewable.board_id == board_id)
    return tuple(db.session.execute(wanted).one())
