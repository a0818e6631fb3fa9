"""Writing a card: its form, the questions about it, the check of its texts."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.answers import Refused, require
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.rules import may_write
from forum.members.viewers import member_required
from forum.members.views import author
from forum.systems import actions, queries
from forum.systems.forms import LABELS, SystemForm
from forum.systems.models import CARDS_MAX
from forum.systems.queries import OwnCard
from forum.systems.rules import Visibility, hints
from forum.systems.views.blueprint import bp
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

READERS = {
    Visibility.PUBLIC: EVERYONE,
    Visibility.MEMBERS: Readers("Members see", "Signed-in members can read this."),
    Visibility.HIDDEN: Readers("You see", "Only you can read this."),
}
WIDTH = {Visibility.HIDDEN: 0, Visibility.MEMBERS: 1, Visibility.PUBLIC: 2}


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
    notes = hints(card.system, card.choices) if card else []
    return render_template(
        "systems/edit.html", form=form, card=card, hints=notes, labels=LABELS
    )
