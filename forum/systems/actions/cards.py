"""Adding, changing, removing cards, and what the registration knows of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select

from forum.core.answers import NotFound, Refused
from forum.core.db import db, locked
from forum.core.forgetting import forget_soon
from forum.members.models import Member
from forum.members.news import ClaimedSystem
from forum.solar.checking import LABEL_MAX, errors
from forum.solar.places import STATES
from forum.solar.system import System
from forum.systems import queries, rules
from forum.systems.actions.statistics import choice_of, note_changed
from forum.systems.models import (
    CARDS_MAX,
    SOLTREX_ID_MAX,
    SystemCard,
    SystemsChoice,
)
from forum.systems.news import card_changed
from forum.systems.rules import Item, Visibility

FULL = (
    f"You have {CARDS_MAX} cards, which is as many as there can be. Remove one to "
    "add another."
)


def add(
    member_id: int,
    system: System,
    choices: Mapping[Item, Visibility],
    beside_posts: bool,
    now: datetime,
) -> SystemCard:
    """Give a member one more card."""
    member = locked(Member, member_id)
    if member.card_count >= CARDS_MAX:
        raise Refused(FULL)
    card = SystemCard(member_id=member_id, created_at=now, changed_at=now)
    write(card, system, choices)
    card.beside_posts = beside_posts
    db.session.add(card)
    member.card_count += 1
    note_changed(member_id, now)
    db.session.flush()
    return card


def change(
    member_id: int,
    key: int,
    system: System,
    choices: Mapping[Item, Visibility],
    beside_posts: bool,
    now: datetime,
) -> None:
    """Replace what a card says and who sees it; nothing older is kept."""
    card = _own(member_id, key)
    before = _counted(card)
    system = replace(system, soltrex_id=card.soltrex_id or "")
    write(card, system, choices)
    card.beside_posts, card.changed_at = beside_posts, now
    if _counted(card) != before:
        note_changed(member_id, now)
    _tell(card.id, now)
    forget_soon(now)


def remove(member_id: int, key: int, now: datetime) -> None:
    """Remove a card for good."""
    member, card = locked(Member, member_id), _own(member_id, key)
    if card.soltrex_id:
        row = choice_of(member_id, now)
        row.declined = [*row.declined, card.soltrex_id]
    _tell(card.id, now, is_gone=True)
    db.session.delete(card)
    member.card_count -= 1
    note_changed(member_id, now)
    forget_soon(now)


def remove_all(member_id: int, now: datetime) -> int:
    """Remove every card of a member, and what they chose; return how many."""
    member = locked(Member, member_id)
    cards = db.session.scalars(
        select(SystemCard).where(SystemCard.member_id == member_id)
    ).all()
    for card in cards:
        _tell(card.id, now, is_gone=True)
        db.session.delete(card)
    member.card_count = 0
    mine = SystemsChoice.member_id == member_id
    db.session.execute(delete(SystemsChoice).where(mine))
    forget_soon(now)
    return len(cards)


def hide(key: int, reason: str, now: datetime) -> None:
    """Hide a card from all but its owner: on profiles, in posts, in statistics."""
    card = locked(SystemCard, key)
    card.hidden_at, card.hidden_reason = now, reason
    note_changed(card.member_id, now)


def show(key: int, now: datetime) -> None:
    """Show a card again to whom its owner chose."""
    card = locked(SystemCard, key)
    card.hidden_at, card.hidden_reason = None, ""
    note_changed(card.member_id, now)


def take_claims(member_id: int, claims: Iterable[ClaimedSystem], now: datetime) -> None:
    """Prefill cards from the registration.

    Who sees what stays as its owner chose, what the registration does not know
    stays as it was written here, and a card that was removed does not come back.
    The registration's label was not written for others, so it begins hidden. What
    it no longer names keeps its card, which is its owner's, and loses its link.
    """
    member = locked(Member, member_id)
    rows = db.session.scalars(
        select(SystemCard).where(SystemCard.member_id == member_id)
    )
    known = {card.soltrex_id: card for card in rows}
    kept = db.session.get(SystemsChoice, member_id)
    declined = set(kept.declined) if kept else set()
    claims = tuple(claims)
    _unlink(known, {claim.id for claim in claims}, now)
    for claim in claims:
        if claim.id in declined or len(claim.id) > SOLTREX_ID_MAX:
            continue
        if claim.id in known:
            _refresh(known[claim.id], claim, now)
        elif member.card_count < CARDS_MAX and (made := _claimed(claim, now)):
            choices = rules.defaults_for(made.system_type)
            choices[Item.LABEL] = Visibility.HIDDEN
            add(member_id, made, choices, True, now)


def _unlink(
    known: Mapping[str | None, SystemCard], claimed: set[str], now: datetime
) -> None:
    """Let go of pages at SolTrex that are no longer there."""
    for key, card in known.items():
        if key is not None and key not in claimed:
            card.soltrex_id, card.changed_at = None, now
            forget_soon(now)


def _claimed(claim: ClaimedSystem, now: datetime) -> System | None:
    """Return a claimed system as a card; nothing if it cannot be one."""
    if claim.dc_kw is None:
        return None
    state = claim.state if claim.state in STATES else ""
    label = " ".join(claim.label.split())[:LABEL_MAX]
    made = System(round(claim.dc_kw, 2), label=label, state=state, soltrex_id=claim.id)
    return None if errors(made, now.year) else made


def _refresh(card: SystemCard, claim: ClaimedSystem, now: datetime) -> None:
    stands, claimed = queries.system_of(card), _claimed(claim, now)
    if claimed is None:
        return
    state = claimed.state or stands.state
    said = replace(stands, dc_kw=claimed.dc_kw, state=state)
    if said == stands or errors(said, now.year):
        return
    before = _counted(card)
    write(card, said, queries.choices_of(card))
    card.changed_at = now
    if _counted(card) != before:
        note_changed(card.member_id, now)


def _tell(key: int, now: datetime, *, is_gone: bool = False) -> None:
    for tell in card_changed:
        tell(key, is_gone, now)


def _own(member_id: int, key: int) -> SystemCard:
    card = locked(SystemCard, key)
    if card.member_id != member_id:
        raise NotFound
    return card


def write(card: SystemCard, system: System, choices: Mapping[Item, Visibility]) -> None:
    """Write what a card says, and apart from it what of that is for everybody."""
    card.label, card.state, card.zip3 = system.label, system.state, system.zip3
    card.system_type = str(system.system_type)
    card.dc_kw, card.ac_kw = system.dc_kw, system.ac_kw
    modules, inverters = system.modules, system.inverters
    card.module_maker, card.module_model = modules.maker, modules.model
    card.module_count, card.module_watts = modules.count, system.module_watts
    card.inverter_maker, card.inverter_model = inverters.maker, inverters.model
    card.inverter_count = inverters.count
    card.inverter_type = _word(system.inverter_type)
    card.arrays = [[one.tilt, one.azimuth, one.share] for one in system.arrays]
    card.mounting, card.shading = _word(system.mounting), _word(system.shading)
    card.year_installed = system.year_installed
    card.battery_kwh = system.battery_kwh
    card.battery_kind = _word(system.battery_kind)
    card.annual_kwh = [[year, kwh] for year, kwh in system.annual_kwh]
    card.tariff, card.monitoring = _word(system.tariff), system.monitoring
    card.soltrex_id = system.soltrex_id or None
    card.choices = {str(item): str(chosen) for item, chosen in choices.items()}
    __write_public(card, choices)


def __write_public(card: SystemCard, choices: Mapping[Item, Visibility]) -> None:
    """Keep apart what lists may filter by: never anything that is not public."""

    def if_public(item: Item, value: str | None) -> str | None:
        return (value or None) if rules.is_public(item, choices) else None

    card.public_state = if_public(Item.STATE, card.state)
    card.public_type = if_public(Item.SYSTEM_TYPE, card.system_type)
    card.public_inverter = if_public(Item.INVERTER_TYPE, card.inverter_type)
    card.is_listed = any(rules.is_public(item, choices) for item in Item)


def _word(chosen: object | None) -> str | None:
    return None if chosen is None else str(chosen)


def _counted(card: SystemCard) -> object:
    """Return what of a card goes into statistics, to be compared."""
    return rules.contribution_of(
        card.member_id,
        queries.system_of(card),
        queries.choices_of(card),
        counts_yields=True,
    )
