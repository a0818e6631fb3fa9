"""Cards for their owners, for posts, profiles and lists; each says what it costs."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from forum.core.answers import NotFound
from forum.core.db import db
from forum.core.paging import Page
from forum.members.models import Member
from forum.members.registry import registry
from forum.members.viewers import Viewer
from forum.solar.cards import CardView, SeenAs
from forum.solar.kinds import (
    BatteryKind,
    InverterType,
    Mounting,
    Shading,
    SystemType,
    Tariff,
)
from forum.solar.system import Array, Equipment, System
from forum.systems import rules
from forum.systems.models import SystemCard
from forum.systems.news import report_urls
from forum.systems.rules import Item, Visibility
from forum.systems.rules.visibility import Choices

Cards = dict[int, tuple[CardView, ...]]
"""Cards by the key of their owner."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Cards on a page of a thread."""

    beside: Cards = field(default_factory=dict)
    by_key: dict[int, CardView] = field(default_factory=dict)
    """All of them, for references in the words of posts."""


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card as its owner edits it."""

    id: int
    system: System
    choices: dict[Item, Visibility]
    beside_posts: bool
    hidden_reason: str = ""
    """By which rule a moderator hid it; empty while others see it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for among the public cards; empty: anything."""

    state: str = ""
    system_type: str = ""
    inverter_type: str = ""


def system_of(card: SystemCard) -> System:
    """Return a stored card as plain values."""
    return System(
        dc_kw=card.dc_kw,
        system_type=SystemType(card.system_type),
        label=card.label,
        state=card.state,
        zip3=card.zip3,
        ac_kw=card.ac_kw,
        modules=Equipment(card.module_maker, card.module_model, card.module_count),
        module_watts=card.module_watts,
        inverters=Equipment(
            card.inverter_maker, card.inverter_model, card.inverter_count
        ),
        inverter_type=InverterType(card.inverter_type) if card.inverter_type else None,
        arrays=tuple(Array(*array) for array in card.arrays),
        mounting=Mounting(card.mounting) if card.mounting else None,
        shading=Shading(card.shading) if card.shading else None,
        year_installed=card.year_installed,
        battery_kwh=card.battery_kwh,
        battery_kind=BatteryKind(card.battery_kind) if card.battery_kind else None,
        annual_kwh=tuple((int(year), kwh) for year, kwh in card.annual_kwh),
        tariff=Tariff(card.tariff) if card.tariff else None,
        monitoring=card.monitoring,
        soltrex_id=card.soltrex_id or "",
    )


def choices_of(card: SystemCard) -> dict[Item, Visibility]:
    """Return who sees what of a stored card."""
    return rules.read_choices(card.choices, SystemType(card.system_type))


def view_of(card: SystemCard, handle: str, seen_as: SeenAs) -> CardView:
    """Return a stored card for one class of viewers."""
    return rules.shown(card.id, handle, system_of(card), choices_of(card), seen_as)


def seen_as(viewer: Viewer) -> SeenAs:
    """Return as what somebody looks at the cards of others, and at pages of all."""
    return SeenAs.MEMBER if isinstance(viewer, Member) else SeenAs.GUEST


def texts_for_members(card: SystemCard) -> str:
    """Return what its owner wrote on a card that members can read, line by line."""
    choices = choices_of(card)
    texts = (
        (Item.LABEL, card.label),
        (Item.MODULE_MODEL, f"{card.module_maker} {card.module_model}"),
        (Item.INVERTER_MODEL, f"{card.inverter_maker} {card.inverter_model}"),
        (Item.MONITORING, card.monitoring),
    )
    told = (text.strip() for item, text in texts if _for_members(item, choices))
    return "\n".join(filter(None, told))


def _for_members(item: Item, choices: Choices) -> bool:
    return rules.is_told(item, choices, SeenAs.MEMBER)


def cards_in_posts(
    authors: Collection[int], named: Collection[int], viewer: Viewer
) -> Shared:
    """Return cards of authors for beside their posts, and cards that posts name.

    One query; none if there is neither.
    """
    if not authors and not named:
        return Shared()
    beside = and_(SystemCard.member_id.in_(authors), SystemCard.beside_posts)
    rows = _with_owner().where(or_(beside, SystemCard.id.in_(named)))
    found = Shared()
    for card in db.session.scalars(rows):
        view = _seen(card, viewer)
        if view.is_empty:
            continue
        found.by_key[card.id] = view
        if card.beside_posts and card.member_id in authors:
            others = found.beside.get(card.member_id, ())
            found.beside[card.member_id] = (*others, view)
    return found


def cards_on_profile(member_id: int, viewer: Viewer) -> tuple[CardView, ...]:
    """Return the cards of a member as this viewer sees them.

    One query, and one more for each page at SolTrex that is linked to.
    """
    shown = _with_owner().where(SystemCard.member_id == member_id)
    views = (_seen(card, viewer) for card in db.session.scalars(shown))
    return tuple(_linked(view, member_id) for view in views if not view.is_empty)


def own_cards(member: Member) -> list[OwnCard]:
    """Return a member's own cards, oldest first. One query."""
    return [_own(card) for card in db.session.scalars(_of(member.id))]


def own_card(member: Member, key: int) -> OwnCard:
    """Return one of a member's own cards. One query."""
    card = db.session.scalar(_of(member.id).where(SystemCard.id == key))
    if card is None:
        raise NotFound
    return _own(card)


def public_cards(
    wanted: Wanted, viewer: Viewer, number: int
) -> tuple[tuple[CardView, ...], Page]:
    """Return a page of the cards that everybody may find. Two queries.

    Looked for is only what is public of a card, whoever looks: a list that knew
    more would tell it.
    """
    rows = _readable().where(SystemCard.is_listed)
    for column, value in (
        (SystemCard.public_state, wanted.state),
        (SystemCard.public_type, wanted.system_type),
        (SystemCard.public_inverter, wanted.inverter_type),
    ):
        if value:
            rows = rows.where(column == value)
    counted = rows.with_only_columns(func.count(SystemCard.id))
    page = Page(number, db.session.scalar(counted) or 0)
    if page.number > page.last:
        raise NotFound
    first, _ = page.numbers
    found = db.session.scalars(
        rows.options(contains_eager(SystemCard.member))
        .order_by(SystemCard.id.desc())
        .offset(first - 1)
        .limit(page.size)
    )
    return tuple(_seen(card, viewer) for card in found), page


def _seen(card: SystemCard, viewer: Viewer) -> CardView:
    """Return a card as somebody sees it, and where they can report it."""
    view = view_of(card, card.member.handle, seen_as(viewer))
    if viewer.id == card.member_id:
        return view
    urls = [ask(viewer, card.id) for ask in report_urls]
    return replace(view, report_url=urls[0]) if urls else view


def _readable() -> Select[SystemCard]:
    """Select cards of members who are active, less what a moderator hid."""
    return (
        select(SystemCard)
        .join(SystemCard.member)
        .where(Member.deactivated_at.is_(None), SystemCard.hidden_at.is_(None))
    )


def _with_owner() -> Select[SystemCard]:
    return (
        _readable().options(contains_eager(SystemCard.member)).order_by(SystemCard.id)
    )


def _of(member_id: int) -> Select[SystemCard]:
    """Select a member's own cards, hidden or not."""
    mine = SystemCard.member_id == member_id
    return select(SystemCard).where(mine).order_by(SystemCard.id)


def _linked(view: CardView, member_id: int) -> CardView:
    if not view.soltrex_id:
        return view
    url = registry().system_url(member_id, view.soltrex_id)
    return replace(view, soltrex_url=url)


def _own(card: SystemCard) -> OwnCard:
    return OwnCard(
        card.id,
        system_of(card),
        choices_of(card),
        card.beside_posts,
        card.hidden_reason if card.hidden_at else "",
    )
