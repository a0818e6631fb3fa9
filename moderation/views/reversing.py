"""Taking a decision back: by one click while it is fresh, later with a reason."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.core.answers import Refused
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation import actions, queries
from moderation.actions import AlreadyReversed, Reversed
from moderation.addresses import case_url
from moderation.forms import ReverseForm
from moderation.views.blueprint import AUTHOR, bp

UNDONE = "Undone. Nothing was mailed."
REOPENED = " The case waits again."
TAKEN_BACK = "Taken back. Whoever it is about is told, and the log has it."
SOME_LEFT = " Not all could be brought back: {whys}"


@bp.post("/moderation/decisions/<int:decision_id>/undo")
@staff_required
def decision_undo(member: Member, decision_id: int) -> Page:
    """Take one's own fresh decision back by one click."""
    now = utcnow()
    known = queries.reversal(decision_id, member, now)
    try:
        with transaction():
            done = actions.undo(member, decision_id, now)
    except Refused as why:
        flash(str(why), "info")
        url = url_for(".decision_reverse", decision_id=decision_id)
        return redirect(url, HTTPStatus.SEE_OTHER)
    if isinstance(done, AlreadyReversed):
        return _asked(member, decision_id, ReverseForm()), HTTPStatus.CONFLICT
    flash(UNDONE + (REOPENED if done.reopened else "") + _left(done), "ok")
    return redirect(case_url(known.item_kind, known.item_id), HTTPStatus.SEE_OTHER)


@bp.get("/moderation/decisions/<int:decision_id>/reverse")
@staff_required
def decision_reverse(member: Member, decision_id: int) -> Page:
    """Say what can be taken back of a decision, and ask why."""
    return _asked(member, decision_id, ReverseForm())


@bp.post("/moderation/decisions/<int:decision_id>/reverse")
@staff_required
def decision_reverse_send(member: Member, decision_id: int) -> Page:
    """Take a decision back with a reason."""
    form, now = ReverseForm(), utcnow()
    known = queries.reversal(decision_id, member, now)
    if known.taken_back_at is not None:
        return _asked(member, decision_id, form), HTTPStatus.CONFLICT
    if not form.validate():
        return _asked(member, decision_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    why = Passage((form.reason.data or "").strip(), "Your reasons", AUTHOR)
    action = url_for(".decision_reverse_send", decision_id=decision_id)
    sending = Sending(action, "Take it back", "The decision", "made", {"reason": why})
    settled = checked(
        form, sending, author(member), lambda: _asked(member, decision_id, form)
    )
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        done = actions.reverse(member, decision_id, settled.texts["reason"], now)
        if isinstance(done, Reversed):
            count(settled.tally, now)
    if isinstance(done, AlreadyReversed):
        return _asked(member, decision_id, form), HTTPStatus.CONFLICT
    flash(TAKEN_BACK + (REOPENED if done.reopened else "") + _left(done), "ok")
    return redirect(case_url(known.item_kind, known.item_id), HTTPStatus.SEE_OTHER)


def offer_undo(member: Member, decision_id: int) -> None:
    """Offer to undo a decision beside the word that it is made."""
    if queries.reversal(decision_id, member, utcnow()).can_undo:
        flash(url_for("moderation.decision_undo", decision_id=decision_id), "undo")


def _asked(member: Member, decision_id: int, form: ReverseForm) -> str:
    return render_template(
        "moderation/reverse.html",
        reversal=queries.reversal(decision_id, member, utcnow()),
        form=form,
    )


def _left(done: Reversed) -> str:
    whys = " ".join(dict.fromkeys(why for _, why in done.restored.left))
    return SOME_LEFT.format(whys=whys) if whys else ""
