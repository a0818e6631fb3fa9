"""What moderators tell each other about a case, and who reported it."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for

from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.numbers import key_in
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation import actions, queries
from moderation.addresses import case_url
from moderation.forms import NoteForm
from moderation.models import ReviewableKind
from moderation.views.blueprint import MODERATORS, bp
from moderation.views.going import to_case


@bp.post("/moderation/items/<int:item_id>/note")
@staff_required
def note(member: Member, item_id: int) -> Page:
    """Keep a note about a case."""
    form, now = NoteForm(), utcnow()
    item = actions.handled(member, item_id)
    back = case_url(item.kind, item.id)
    if not form.validate():
        return _note(form, item_id, back), HTTPStatus.UNPROCESSABLE_ENTITY
    written = Passage((form.body.data or "").strip(), "Your note", MODERATORS)
    action = url_for(".note", item_id=item_id)
    sending = Sending(action, "Keep it", "The note", "kept", {"body": written})
    settled = checked(form, sending, author(member), lambda: _note(form, item_id, back))
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        actions.add_note(member, item_id, settled.texts["body"], now)
        count(settled.tally, now)
    flash("The note is kept. Moderators see it here.", "ok")
    return redirect(back, HTTPStatus.SEE_OTHER)


@bp.post("/moderation/items/<int:item_id>/notes/delete")
@staff_required
def note_delete(member: Member, item_id: int) -> Page:
    """Delete a note of one's own."""
    item = actions.handled(member, item_id)
    if which := asked_key("which"):
        with transaction():
            actions.delete_note(member, which, utcnow())
        flash("The note is deleted.", "ok")
    return to_case(item)


@bp.post("/moderation/items/<int:item_id>/flaggers")
@staff_required
def flaggers(member: Member, item_id: int) -> Page:
    """Say once who reported this; the log has that somebody asked."""
    with transaction():
        item, who = actions.view_flaggers(member, item_id, utcnow())
    named = ", ".join(who) or "nobody"
    flash(f"Reported by: {named}. The log has that you looked.", "info")
    return to_case(item)


@bp.get("/moderation/acts/<int:item_id>")
@staff_required
def act(member: Member, item_id: int) -> Page:
    """Show what a moderator did outside the queue."""
    item = actions.handled(member, item_id)
    if item.kind is not ReviewableKind.MODERATOR_ACT:
        return to_case(item)
    now = utcnow()
    row, made = queries.act_of(item_id, member, now)
    reversal = queries.reversal_of_case(item_id, member, now)
    return render_template("moderation/act.html", row=row, made=made, reversal=reversal)


def asked_key(name: str) -> int:
    """Return the number of a row that a form names; 0 if it is none."""
    said = request.form.get(name, "")
    if said and not key_in(said):
        raise NotFound
    return key_in(said)


def _note(form: NoteForm, item_id: int, back: str) -> str:
    return render_template(
        "moderation/note.html", form=form, item_id=item_id, back=back
    )
