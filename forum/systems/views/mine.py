"""A member's own cards: looking at them, removing them, being counted."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.solar.cards import CardView, SeenAs
from forum.systems import actions, queries
from forum.systems.forms import StatisticsForm
from forum.systems.models import CARDS_MAX
from forum.systems.queries import OwnCard
from forum.systems.rules import hints, shown
from forum.systems.views.blueprint import bp
from forum.warnings.views import Page

AS = {"guest": SeenAs.GUEST, "member": SeenAs.MEMBER}


@bp.get("/my/systems")
@member_required
def mine(viewer: Member) -> str:
    """Show a member their cards, as others see them."""
    cards = queries.own_cards(viewer)
    choice = queries.statistics_choice(viewer.id)
    return render_template(
        "systems/mine.html",
        cards=[
            (card, _view(viewer, card, SeenAs.OWNER), _hints(card)) for card in cards
        ],
        may_add=len(cards) < CARDS_MAX,
        at_most=CARDS_MAX,
        form=StatisticsForm(obj=choice),
    )


@bp.post("/my/systems/statistics")
@member_required
def choose(viewer: Member) -> Page:
    """Set whether a member takes part in the statistics."""
    form, now = StatisticsForm(), utcnow()
    with transaction():
        actions.choose(viewer.id, form.takes_part.data, form.counts_yields.data, now)
    flash("Your choice is saved. It holds from the next statistics on.", "ok")
    return redirect(url_for(".mine", _anchor="statistics"), HTTPStatus.SEE_OTHER)


@bp.get("/my/systems/<int:card_id>/as/<who>")
@member_required
def preview(viewer: Member, card_id: int, who: str) -> str:
    """Show a member their card as a guest or as another member sees it."""
    if who not in AS:
        raise NotFound
    card = queries.own_card(viewer, card_id)
    return render_template(
        "systems/preview.html",
        card=_view(viewer, card, AS[who]),
        who=who,
        beside_posts=card.beside_posts,
    )


@bp.get("/my/systems/<int:card_id>/remove")
@member_required
def remove(viewer: Member, card_id: int) -> str:
    """Say what removing a card means."""
    card = queries.own_card(viewer, card_id)
    return render_template(
        "systems/remove.html", card=_view(viewer, card, SeenAs.OWNER)
    )


@bp.post("/my/systems/<int:card_id>/remove")
@member_required
def remove_send(viewer: Member, card_id: int) -> Page:
    """Remove a card for good."""
    with transaction():
        actions.remove(viewer.id, card_id, utcnow())
    flash("The card is removed. It is gone from your profile and your posts.", "ok")
    return redirect(url_for(".mine"), HTTPStatus.SEE_OTHER)


def _view(viewer: Member, card: OwnCard, seen_as: SeenAs) -> CardView:
    return shown(card.id, viewer.handle, card.system, card.choices, seen_as)


def _hints(card: OwnCard) -> list[str]:
    return hints(card.system, card.choices)
