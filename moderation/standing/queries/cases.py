"""Cases about members, and profiles that somebody is about to report."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.answers import NotFound, require
from forum.core.db import db
from forum.members.models import Member, Shown
from moderation import rules
from moderation.measures import MEMBER_MEASURES, Measure
from moderation.models import (
    Evidence,
    Reviewable,
    ReviewableKind,
    Rule,
)
from moderation.pages import Made, Report
from moderation.queries.cases import flags_of, made, report_of, rules_to_choose
from moderation.standing.rules import may_act_on


@dataclass(frozen=True, slots=True)
class MemberCase:
    """A case about a member as its page shows it."""

    id: int
    version: int
    is_open: bool
    opened_at: datetime
    claimed_by: str
    is_mine: bool
    because: str
    """Why this moderator does not decide, if so."""
    handle: str
    is_gone: bool
    about: str
    tie: str
    reported_name: str
    reported_as: str
    reports: tuple[Report, ...]
    measures: tuple[Measure, ...]
    rules: tuple[Rule, ...]
    suggested_rule: str
    decision: Made | None


def member_case(reviewable_id: int, moderator: Member, now: datetime) -> MemberCase:
    """Return a case about a member. Seven queries at most."""
    item = db.session.get(Reviewable, reviewable_id)
    if item is None or item.kind is not ReviewableKind.FLAGGED_MEMBER:
        raise NotFound
    require(rules.may_handle(moderator, item))
    member = db.session.get_one(Member, item.target_id)
    flags = flags_of(item.id)
    live = item.claimed_until is not None and item.claimed_until > now
    name, words = _evidence(item.id)
    may = may_act_on(moderator, member)
    return MemberCase(
        id=item.id,
        version=item.version,
        is_open=rules.is_open(item),
        opened_at=item.opened_at,
        claimed_by=_handle(item.claimed_by) if live and item.claimed_by else "",
        is_mine=live and item.claimed_by == moderator.id,
        because=may.because,
        handle=member.handle,
        is_gone=member.is_former,
        about="" if member.about_seen is Shown.HIDDEN else member.about,
        tie=member.tie,
        reported_name=name,
        reported_as=words,
        reports=tuple(report_of(flag) for flag in flags),
        measures=MEMBER_MEASURES,
        rules=rules_to_choose(),
        suggested_rule=rules.RULE_FOR.get(flags[0].reason, "R3") if flags else "R3",
        decision=made(Reviewable.id == item.id) if item.closed_at else None,
    )


def _handle(member_id: int) -> str:
    return db.session.scalar(select(Member.handle).where(Member.id == member_id)) or ""


def _evidence(key: int) -> tuple[str, str]:
    kept = select(Evidence.title, Evidence.content).where(Evidence.reviewable_id == key)
    row = db.session.execute(kept.order_by(Evidence.id).limit(1)).one_or_none()
    return (row[0], row[1]) if row else ("", "")
