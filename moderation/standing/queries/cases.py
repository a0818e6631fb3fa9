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
from moderation.news import remarks
from moderation.pages import Made, Report
from moderation.queries.cases import (
    flags_of,
    made,
    report_of,
    rules_to_choose,
    words_to_start,
)
from moderation.queries.fairness import fairness
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
    is_same_person: bool
    """Whether they do although it is their own matter, since nobody else can."""
    handle: str
    is_gone: bool
    about: str
    tie: str
    reported_name: str
    reported_as: str
    reports: tuple[Report, ...]
    remarks: tuple[str, ...]
    """What else is to be known about it, such as a rush of reports."""
    measures: tuple[Measure, ...]
    rules: tuple[Rule, ...]
    words_to_start: tuple[tuple[str, str, str], ...]
    """Of a rule more words to start from: its short name, theirs, the words."""
    suggested_rule: str
    decision: Made | None


def member_case(reviewable_id: int, moderator: Member, now: datetime) -> MemberCase:
    """Return a case about a member. Ten queries at most."""
    item = db.session.get(Reviewable, reviewable_id)
    if item is None or item.kind is not ReviewableKind.FLAGGED_MEMBER:
        raise NotFound
    require(rules.may_handle(moderator, item))
    member = db.session.get_one(Member, item.target_id)
    flags = flags_of(item.id)
    live = item.claimed_until is not None and item.claimed_until > now
    name, words = _evidence(item.id)
    fair = fairness(moderator, item, member.id, now)
    may = may_act_on(moderator, member) and fair.may
    return MemberCase(
        id=item.id,
        version=item.version,
        is_open=rules.is_open(item),
        opened_at=item.opened_at,
        claimed_by=_handle(item.claimed_by) if live and item.claimed_by else "",
        is_mine=live and item.claimed_by == moderator.id,
        because=may.because,
        is_same_person=fair.is_same_person,
        handle=member.handle,
        is_gone=member.is_former,
        about="" if member.about_seen is Shown.HIDDEN else member.about,
        tie=member.tie,
        reported_name=name,
        reported_as=words,
        reports=tuple(report_of(flag) for flag in flags),
        remarks=tuple(said for ask in remarks for said in ask(item)),
        measures=MEMBER_MEASURES,
        rules=rules_to_choose(),
        words_to_start=words_to_start(),
        suggested_rule=rules.RULE_FOR.get(flags[0].reason, "R3") if flags else "R3",
        decision=made(Reviewable.id == item.id) if item.closed_at else None,
    )


def _handle(member_id: int) -> str:
    return db.session.scalar(select(Member.handle).where(Member.id == member_id)) or ""


def _evidence(key: int) -> tuple[str, str]:
    kept = select(Evidence.title, Evidence.content).where(Evidence.reviewable_id == key)
    row = db.session.execute(kept.order_by(Evidence.id).limit(1)).one_or_none()
    return (row[0], row[1]) if row else ("", "")
