"""Cases about system cards, and cards that somebody is about to report."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.answers import NotFound, require
from forum.core.db import db
from forum.members.models import Member
from forum.solar.cards import CardView, SeenAs
from forum.systems.models import SystemCard
from forum.systems.queries import view_of
from moderation import rules
from moderation.measures import Measure, card_measures
from moderation.models import Evidence, Reviewable, Rule, TargetType
from moderation.news import remarks
from moderation.pages import Made, Report, Said
from moderation.queries.cases import (
    flags_of,
    made,
    notes_on,
    report_of,
    rules_to_choose,
    words_to_start,
)
from moderation.queries.fairness import fairness


@dataclass(frozen=True, slots=True)
class CardCase:
    """A case about a card as its page shows it."""

    id: int
    version: int
    is_open: bool
    opened_at: datetime
    claimed_by: str
    is_mine: bool
    is_own: bool
    because: str
    """Why this moderator does not decide it, if so."""
    is_same_person: bool
    """Whether they do although it is their own matter, since nobody else can."""
    owner: str
    card: CardView | None
    """As a member sees it; none if its owner removed it."""
    is_hidden: bool
    reported_as: str
    reports: tuple[Report, ...]
    remarks: tuple[str, ...]
    """What else is to be known about it, such as a rush of reports."""
    notes: tuple[Said, ...]
    measures: tuple[Measure, ...]
    rules: tuple[Rule, ...]
    words_to_start: tuple[tuple[str, str, str], ...]
    """Of a rule more words to start from: its short name, theirs, the words."""
    suggested_rule: str
    decision: Made | None


def reportable_card(card_id: int, viewer: Member) -> tuple[CardView, bool]:
    """Return a card to report, and whether it is the viewer's own. One query."""
    row = db.session.execute(
        select(SystemCard, Member.handle)
        .join(Member, Member.id == SystemCard.member_id)
        .where(
            SystemCard.id == card_id,
            SystemCard.hidden_at.is_(None),
            Member.deactivated_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    card, handle = row
    view = view_of(card, handle, SeenAs.MEMBER)
    if view.is_empty:
        raise NotFound
    return view, card.member_id == viewer.id


def card_case(reviewable_id: int, moderator: Member, now: datetime) -> CardCase:
    """Return a case about a card. Ten queries at most."""
    item = db.session.get(Reviewable, reviewable_id)
    if item is None or item.target_type is not TargetType.CARD:
        raise NotFound
    require(rules.may_handle(moderator, item))
    card, owner = _card(item.target_id)
    flags = flags_of(item.id)
    live = item.claimed_until is not None and item.claimed_until > now
    is_hidden = card is not None and card.hidden_at is not None
    fair = fairness(moderator, item, card.member_id if card else None, now)
    return CardCase(
        id=item.id,
        version=item.version,
        is_open=rules.is_open(item),
        opened_at=item.opened_at,
        claimed_by=_handle(item.claimed_by) if live and item.claimed_by else "",
        is_mine=live and item.claimed_by == moderator.id,
        is_own=card is not None and card.member_id == moderator.id,
        because=fair.may.because,
        is_same_person=fair.is_same_person,
        owner=owner,
        card=view_of(card, owner, SeenAs.MEMBER) if card else None,
        is_hidden=is_hidden,
        reported_as=_reported_as(item.id),
        reports=tuple(report_of(flag) for flag in flags),
        remarks=tuple(said for ask in remarks for said in ask(item)),
        notes=notes_on(item.id, moderator),
        measures=card_measures(is_hidden=is_hidden),
        rules=rules_to_choose(),
        words_to_start=words_to_start(),
        suggested_rule=rules.RULE_FOR.get(flags[0].reason, "R3") if flags else "R3",
        decision=made(Reviewable.id == item.id) if item.closed_at else None,
    )


def _card(card_id: int) -> tuple[SystemCard | None, str]:
    row = db.session.execute(
        select(SystemCard, Member.handle)
        .join(Member, Member.id == SystemCard.member_id)
        .where(SystemCard.id == card_id)
    ).one_or_none()
    return (row[0], row[1]) if row else (None, "")


def _handle(member_id: int) -> str:
    return db.session.scalar(select(Member.handle).where(Member.id == member_id)) or ""


def _reported_as(key: int) -> str:
    kept = select(Evidence.content).where(Evidence.reviewable_id == key)
    return db.session.scalar(kept.order_by(Evidence.id).limit(1)) or ""
