"""Raising a flag: the same for posts, system cards and members."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.core.db import db
from forum.members.models import Member
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.models import (
    Flag,
    FlagReason,
    FlagStatus,
    ReporterKind,
    Reviewable,
    TargetType,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says."""

    reason: FlagReason
    note: str = ""
    hides_now: bool = False
    """Whether it is to be hidden at once; staff alone can wish that."""
    counts: bool = True
    """Whether it counts towards hiding."""


def raise_flag(
    item: Reviewable,
    reporter: Member | None,
    said: Said,
    now: datetime,
    *,
    revision: int = 1,
    kind: ReporterKind | None = None,
) -> Flag:
    """Attach a report to a case, weigh the case anew and log it.

    Without a reporter somebody without an account said it, unless `kind` says who.
    """
    flag = Flag(
        reviewable_id=item.id,
        target_type=item.target_type,
        target_id=item.target_id,
        revision=revision,
        reporter_id=reporter.id if reporter else None,
        reporter_kind=kind or _who(reporter, item),
        reason=said.reason,
        note=said.note,
        hides_now=said.hides_now,
        counts=said.counts,
        created_at=now,
    )
    db.session.add(flag)
    db.session.flush()
    weigh(item)
    details = {"reason": said.reason, "revision": revision}
    about = str(item.target_type)
    record(reporter, Act("flag", about, item.target_id, item.id, details=details), now)
    return flag


def take_out(reporter: Member, flag: Flag, item: Reviewable, now: datetime) -> None:
    """Take a report back and let its case weigh what is left."""
    flag.status, flag.closed_at, flag.seen_at = FlagStatus.WITHDRAWN, now, now
    db.session.flush()
    weigh(item)
    act = Act("withdraw_flag", str(flag.target_type), flag.target_id, item.id)
    record(reporter, act, now)


def open_flag(reporter: Member, target_type: TargetType, target_id: int) -> Flag | None:
    """Return what somebody reported about a thing and is not decided."""
    return db.session.scalar(
        select(Flag).where(
            Flag.reporter_id == reporter.id,
            Flag.target_type == target_type,
            Flag.target_id == target_id,
            Flag.status == FlagStatus.OPEN,
        )
    )


def flags_today(reporter: Member, now: datetime) -> int:
    """Return how often somebody reported something today. One query."""
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    mine = select(func.count()).where(
        Flag.reporter_id == reporter.id, Flag.created_at >= since
    )
    return db.session.scalar(mine) or 0


def weigh(item: Reviewable) -> None:
    """Let a case weigh what its open reports say."""
    reasons = db.session.scalars(
        select(Flag.reason).where(
            Flag.reviewable_id == item.id, Flag.status == FlagStatus.OPEN
        )
    )
    least = rules.KIND_WEIGHTS.get(item.kind, 0)
    item.weight = max(rules.weight_of(list(reasons)), least)


def _who(reporter: Member | None, item: Reviewable) -> ReporterKind:
    """Say as what somebody reports: on boards of others a moderator is a member."""
    if reporter is None:
        return ReporterKind.GUEST
    tends = rules.may_tend(reporter, item.board_id)
    return ReporterKind.STAFF if tends else ReporterKind.MEMBER
