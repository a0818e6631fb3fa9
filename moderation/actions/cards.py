"""System cards before the moderators: reported, hidden until edited, shown again."""

from datetime import datetime

from sqlalchemy import delete, select

from forum.core.answers import NotFound, Refused, require
from forum.core.db import db, locked
from forum.members.models import Member
from forum.members.permissions import Permission, let
from forum.systems import actions as systems
from forum.systems.models import SystemCard
from forum.systems.queries import texts_for_members
from moderation import rules
from moderation.actions.auditing import Act, record
from moderation.actions.bad_faith import mark_bad_faith, require_right
from moderation.actions.deciding import (
    AlreadyDecided,
    Decided,
    Judged,
    act_of,
    close,
    latest_decision,
    made_once,
    marked_in,
    require_fair,
    rule_of,
    stored,
)
from moderation.actions.effect import Effect
from moderation.actions.ending import CARD_GONE, end_by_rule
from moderation.actions.flagging import Flagged
from moderation.actions.raising import Said, flags_today, open_flag, raise_flag
from moderation.actions.telling import tell_owner
from moderation.measures import Measure, card_measures
from moderation.models import (
    ActionKind,
    Evidence,
    FlagReason,
    Reviewable,
    ReviewableKind,
    ReviewStatus,
    Rule,
    TargetType,
)

REVISION = 1
"""A card keeps no older wordings: what was reported is kept as evidence."""


def flag_card(
    reporter: Member, card_id: int, reason: FlagReason, note: str, now: datetime
) -> Flagged:
    """Ask moderators to look at a card; several flags make one case."""
    card = locked(SystemCard, card_id)
    require_right(reporter, now)
    today = flags_today(reporter, now)
    require(rules.may_flag_card(reporter, card.member_id, today, now))
    require(let(reporter, Permission.FLAG, None))
    if standing := open_flag(reporter, TargetType.CARD, card.id):
        item = db.session.get_one(Reviewable, standing.reviewable_id)
        return Flagged(item, is_new=False)
    item = _opened(card, now)
    raise_flag(item, reporter, Said(reason, note), now)
    return Flagged(item, is_new=True)


def decide_card(
    moderator: Member, reviewable_id: int, judged: Judged, now: datetime
) -> Decided | AlreadyDecided:
    """Close a case about a card with a decision that names what its maker saw."""
    known = db.session.get(Reviewable, reviewable_id)
    if known is None or known.target_type is not TargetType.CARD:
        raise NotFound
    card = db.session.get(SystemCard, known.target_id)
    if card is None:
        raise Refused("Its owner removed this card.")
    card, item = locked(SystemCard, card.id), locked(Reviewable, known.id)
    if judged.once and (made := made_once(judged.once)):
        return Decided(made)
    if not rules.is_open(item) or item.version != judged.version:
        return AlreadyDecided(item, latest_decision(item.id))
    is_same = require_fair(moderator, item, card.member_id, now)
    if judged.measure not in card_measures(is_hidden=card.hidden_at is not None):
        raise Refused("This cannot be decided about the card as it stands now.")
    rule = rule_of(judged)
    effects = _applied(judged.measure, card, rule, now)
    decision = stored(moderator, item, judged, None, now, by_same_person=is_same)
    close(item, decision, effects, now)
    mark_bad_faith(moderator, item, decision, marked_in(judged), now)
    record(moderator, act_of(item, decision, effects), now)
    for effect in effects:
        tell_owner(decision, card.member_id, effect.kind, rule, now)
    return Decided(decision)


def review_card(moderator: Member, reviewable_id: int, now: datetime) -> Reviewable:
    """Open a case about a card that was decided about before, at a moderator's wish."""
    known = db.session.get(Reviewable, reviewable_id)
    if known is None or known.target_type is not TargetType.CARD:
        raise NotFound
    require(rules.may_handle(moderator, known))
    item = _opened(locked(SystemCard, known.target_id), now)
    record(moderator, Act("review", "card", known.target_id, item.id), now)
    return item


def note_card_changed(card_id: int, is_gone: bool, now: datetime) -> None:
    """Look again at a hidden card once edited; keep nothing of one that is gone."""
    if is_gone:
        _forget(card_id, now)
        return
    card = db.session.get_one(SystemCard, card_id)
    if card.hidden_at is not None:
        item = _opened(card, now)
        record(None, Act("edited", "card", card_id, item.id), now)


def _applied(
    measure: Measure, card: SystemCard, rule: Rule | None, now: datetime
) -> list[Effect]:
    if measure is Measure.HIDE_UNTIL_EDITED and rule is not None:
        systems.hide(card.id, f"Rule {rule.code[1:]}: {rule.title}.", now)
        return [Effect(ActionKind.HIDE_CARD, TargetType.CARD, card.id)]
    if measure is Measure.RESTORE:
        systems.show(card.id, now)
        return [Effect(ActionKind.SHOW_CARD, TargetType.CARD, card.id)]
    return []


def _opened(card: SystemCard, now: datetime) -> Reviewable:
    """Return the open case about a card, made if need be, with its words as of now."""
    item = db.session.scalar(
        select(Reviewable).where(
            Reviewable.kind == ReviewableKind.FLAGGED_CARD,
            Reviewable.target_type == TargetType.CARD,
            Reviewable.target_id == card.id,
            Reviewable.status == ReviewStatus.OPEN,
        )
    )
    if item is None:
        item = Reviewable(
            kind=ReviewableKind.FLAGGED_CARD,
            target_type=TargetType.CARD,
            target_id=card.id,
            weight=rules.HELD_WEIGHT,
            opened_at=now,
        )
        db.session.add(item)
        db.session.flush()
        _keep_evidence(item, card, now)
    return item


def _keep_evidence(item: Reviewable, card: SystemCard, now: datetime) -> None:
    db.session.add(
        Evidence(
            reviewable_id=item.id,
            revision=REVISION,
            title="",
            content=texts_for_members(card),
            captured_at=now,
        )
    )


def _forget(card_id: int, now: datetime) -> None:
    """Close what is open about a card that is gone; its words go with it."""
    about = select(Reviewable).where(
        Reviewable.target_type == TargetType.CARD, Reviewable.target_id == card_id
    )
    for item in db.session.scalars(about).all():
        db.session.execute(delete(Evidence).where(Evidence.reviewable_id == item.id))
        if rules.is_open(item):
            end_by_rule(item, CARD_GONE, now)
