"""System cards before the moderators: reporting one, deciding about it."""

from dataclasses import replace
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import member_required, staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation import actions, queries
from moderation.actions import AlreadyDecided
from moderation.forms import CARD_LABELS, CardForm, FlagForm, NoteForm, TokenForm
from moderation.views.blueprint import MODERATORS, OWNER, REPORTER, bp
from moderation.views.going import goes_on, onward
from moderation.views.reversing import offer_undo

THANKS = "Thank you. A moderator will look at the card."
AGAIN = "You reported this card already. A moderator will look at it."
BEFORE = "A colleague decided this before you. Nothing of yours was done."


@bp.get("/systems/<int:card_id>/flag")
@member_required
def flag_card(member: Member, card_id: int) -> Page:
    """Ask why somebody reports a card."""
    return _flag(member, card_id, FlagForm())


@bp.post("/systems/<int:card_id>/flag")
@member_required
def flag_card_send(member: Member, card_id: int) -> Page:
    """Bring a card before the moderators."""
    form, now = FlagForm(), utcnow()
    if not form.validate():
        return _flag(member, card_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    note = Passage((form.note.data or "").strip(), "Your note", MODERATORS)
    sending = Sending(
        url_for(".flag_card_send", card_id=card_id),
        "Report it",
        "Your report",
        "sent",
        {"note": note},
    )
    settled = checked(
        form, sending, author(member), lambda: _flag(member, card_id, form)
    )
    if not isinstance(settled, Settled):
        return settled
    said = settled.texts["note"]
    with transaction():
        done = actions.flag_card(member, card_id, form.chosen, said, now)
        if done.is_new:
            count(settled.tally, now)
    flash(THANKS if done.is_new else AGAIN, "ok")
    if member.oversees_all:
        url = url_for(".card_item", item_id=done.reviewable.id)
        return redirect(url, HTTPStatus.SEE_OTHER)
    return redirect(url_for("systems.explore"), HTTPStatus.SEE_OTHER)


def _flag(member: Member, card_id: int, form: FlagForm) -> str:
    card, is_own = queries.reportable_card(card_id, member)
    return render_template(
        "moderation/flag_card.html",
        card=card,
        is_own=is_own,
        form=form,
        right=queries.right_to_report(member, utcnow()),
    )


@bp.get("/moderation/cards/<int:item_id>")
@staff_required
def card_item(member: Member, item_id: int) -> Page:
    """Show a case about a card."""
    return _item(member, item_id, CardForm())


@bp.post("/moderation/cards/<int:item_id>/decide")
@staff_required
def card_decide(member: Member, item_id: int) -> Page:
    """Decide about a card; who comes second sees what the first decided."""
    form, now = CardForm(), utcnow()
    if not form.validate():
        return _item(member, item_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    judged = form.judged()
    reasons = judged.reasons if judged.measure.needs_rule else ""
    passages = {
        "reason": Passage(reasons, "Your reasons", OWNER),
        "note": Passage(judged.note, "Your note", MODERATORS),
        "bad_faith_reason": Passage(
            judged.bad_faith_reason, "Why in bad faith", REPORTER
        ),
    }
    action = url_for(".card_decide", item_id=item_id, next=goes_on())
    sending = Sending(action, "Decide", "The decision", "made", passages)
    settled = checked(
        form, sending, author(member), lambda: _item(member, item_id, form)
    )
    if not isinstance(settled, Settled):
        return settled
    said = settled.texts
    judged = replace(
        judged,
        reasons=said["reason"],
        note=said["note"],
        bad_faith_reason=said["bad_faith_reason"],
    )
    with transaction():
        outcome = actions.decide_card(member, item_id, judged, now)
        if not isinstance(outcome, AlreadyDecided):
            count(settled.tally, now)
    if isinstance(outcome, AlreadyDecided):
        flash(BEFORE, "bad")
        return _item(member, item_id, form), HTTPStatus.CONFLICT
    flash("Decided, and the log has it.", "ok")
    offer_undo(member, outcome.decision.id)
    return onward(member, item_id, now)


@bp.post("/moderation/cards/<int:item_id>/review")
@staff_required
def card_review(member: Member, item_id: int) -> Page:
    """Look again at a card that was decided about before."""
    with transaction():
        case = actions.review_card(member, item_id, utcnow())
    return redirect(url_for(".card_item", item_id=case.id), HTTPStatus.SEE_OTHER)


def _item(member: Member, item_id: int, form: CardForm) -> str:
    case = queries.card_case(item_id, member, utcnow())
    form.fill(case.version, case.rules, case.suggested_rule)
    form.offer(case.reports)
    return render_template(
        "moderation/card.html",
        case=case,
        form=form,
        button=TokenForm(),
        note_form=NoteForm(formdata=None),
        keys=queries.keys_of(member),
        labels=CARD_LABELS,
    )
