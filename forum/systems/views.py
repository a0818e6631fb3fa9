"""Pages of system cards: one's own, everybody's, and what they make together."""

from collections.abc import Collection
from http import HTTPStatus

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)

from forum.core.answers import NotFound, Refused, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.rules import may_write
from forum.members.viewers import current_viewer, member_required
from forum.members.views import author
from forum.solar.cards import CardView, SeenAs
from forum.solar.kinds import INVERTER_TYPES, SYSTEM_TYPES
from forum.solar.places import STATES
from forum.systems import actions, charts, queries
from forum.systems.forms import LABELS, StatisticsForm, SystemForm
from forum.systems.models import CARDS_MAX
from forum.systems.queries import OwnCard, Wanted
from forum.systems.rules import Visibility, hints, shown
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import (
    EVERYONE,
    Page,
    Passage,
    Readers,
    Sending,
    checked,
)

bp = Blueprint("systems", __name__)

PAGES_MAX = 10**6
AS = {"guest": SeenAs.GUEST, "member": SeenAs.MEMBER}
READERS = {
    Visibility.PUBLIC: EVERYONE,
    Visibility.MEMBERS: Readers("Members see", "Signed-in members can read this."),
    Visibility.HIDDEN: Readers("You see", "Only you can read this."),
}
WIDTH = {Visibility.HIDDEN: 0, Visibility.MEMBERS: 1, Visibility.PUBLIC: 2}
KINDS = ("module", "inverter")


@bp.get("/systems")
def explore() -> str:
    """Show the cards that everybody may see, those of a kind if one is chosen."""
    wanted = Wanted(
        _known("state", STATES),
        _known("type", SYSTEM_TYPES),
        _known("inverter", INVERTER_TYPES),
    )
    cards, page = queries.public_cards(wanted, current_viewer(), _asked_page())
    return render_template(
        "systems/explore.html",
        cards=cards,
        page=page,
        wanted=wanted,
        states=STATES,
        types=SYSTEM_TYPES,
        inverters=INVERTER_TYPES,
    )


@bp.get("/systems/suggest")
@member_required
def suggest(viewer: Member) -> Response:  # noqa: ARG001 - members only
    """Suggest names of modules or inverters to a script that asks for them."""
    kind, typed = request.args.get("kind", ""), request.args.get("q", "")
    found = queries.suggestions(kind, typed) if kind in KINDS else ()
    return jsonify(
        [{"maker": one.maker, "model": one.model, "watts": one.watts} for one in found]
    )


@bp.get("/statistics")
def statistics() -> str:
    """Show what all cards make together, from ten members on."""
    figures = queries.figures()
    return render_template(
        "systems/statistics.html",
        figures=figures,
        charts=charts.drawn(figures) if figures else (),
    )


@bp.get("/statistics/<name>.csv")
def statistics_csv(name: str) -> Response:
    """Send one table with the very cells that the page shows."""
    figures = queries.figures()
    chart = next((c for c in charts.drawn(figures) if c.name == name), None)
    if chart is None:
        raise NotFound
    answer = Response(charts.as_csv(chart), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{chart.name}.csv"'
    return answer


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


@bp.get("/my/systems/new")
@member_required
def new(viewer: Member) -> str:
    """Show the form of a new card."""
    if viewer.card_count >= CARDS_MAX:
        raise Refused(actions.FULL)
    return _form_page(SystemForm(None, utcnow().year), None)


@bp.post("/my/systems/new")
@member_required
def new_send(viewer: Member) -> Page:
    """Add a card, once its figures and texts were looked at."""
    if viewer.card_count >= CARDS_MAX:
        raise Refused(actions.FULL)
    return _send(viewer, None)


@bp.get("/my/systems/<int:card_id>")
@member_required
def edit(viewer: Member, card_id: int) -> str:
    """Show a card to be changed."""
    card = queries.own_card(viewer, card_id)
    return _form_page(SystemForm(card, utcnow().year), card)


@bp.post("/my/systems/<int:card_id>")
@member_required
def edit_send(viewer: Member, card_id: int) -> Page:
    """Change a card, once its figures and texts were looked at."""
    return _send(viewer, queries.own_card(viewer, card_id))


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


def _send(viewer: Member, card: OwnCard | None) -> Page:
    now = utcnow()
    form = SystemForm(card, now.year)
    if not form.validate() or form.questions:
        return _form_page(form, card), HTTPStatus.UNPROCESSABLE_ENTITY
    sending = _sending(form, card)
    texts = sending.passages.values()
    if card is None or any(one.text not in {"", one.stands} for one in texts):
        require(may_write(viewer, now))
    done = checked(form, sending, author(viewer), lambda: _form_page(form, card))
    if not isinstance(done, Settled):
        return done
    system, choices = form.system(done.texts), form.choices()
    beside = bool(form.beside_posts.data)
    with transaction():
        if card is None:
            actions.add(viewer.id, system, choices, beside, now)
        else:
            actions.change(viewer.id, card.id, system, choices, beside, now)
        count(done.tally, now)
    flash("Your card is saved. Look at it as a guest would.", "ok")
    return redirect(url_for(".mine"), HTTPStatus.SEE_OTHER)


def _sending(form: SystemForm, card: OwnCard | None) -> Sending:
    """Return the texts of a card on their way to those who will read them."""
    choices = form.choices()
    action = url_for(".edit_send", card_id=card.id) if card else url_for(".new_send")
    stands = _standing(form, card)
    passages = {
        name: Passage(
            form[name].data or "",
            form[name].label.text,
            READERS[choices[item]],
            stands.get(name, ""),
            form.limits[name],
        )
        for name, item in form.TEXTS.items()
    }
    return Sending(action, "Save it", "Your system card", "changed", passages)


def _standing(form: SystemForm, card: OwnCard | None) -> dict[str, str]:
    """Return texts that the same people, or more, can read already."""
    if card is None:
        return {}
    now = form.choices()
    return {
        name: text
        for name, text in form.texts_of(card.system).items()
        if WIDTH[card.choices[form.TEXTS[name]]] >= WIDTH[now[form.TEXTS[name]]]
    }


def _form_page(form: SystemForm, card: OwnCard | None) -> str:
    notes = _hints(card) if card else []
    return render_template(
        "systems/edit.html", form=form, card=card, hints=notes, labels=LABELS
    )


def _view(viewer: Member, card: OwnCard, seen_as: SeenAs) -> CardView:
    return shown(card.id, viewer.handle, card.system, card.choices, seen_as)


def _hints(card: OwnCard) -> list[str]:
    return hints(card.system, card.choices)


def _known(name: str, known: Collection[str]) -> str:
    """Return a choice from the address; one that is not on the list is none."""
    asked = request.args.get(name, "")
    return asked if asked in known else ""


def _asked_page() -> int:
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit()) or not 0 < int(asked[:9]) <= PAGES_MAX:
        raise NotFound
    return int(asked[:9])
