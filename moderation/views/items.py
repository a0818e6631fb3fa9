"""A case: claiming it, deciding about it, and what colleagues note about it."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for

from forum.boards.views import taking_away
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.wording import Wording
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation import actions, queries
from moderation.actions import AlreadyDecided, Decided, Judged
from moderation.filters import Sought
from moderation.forms import DecideForm, NoteForm, TokenForm, labels_for
from moderation.models import Outcome
from moderation.views.blueprint import AUTHOR, MODERATORS, REPORTER, bp
from moderation.views.going import goes_on, onward, to_case
from moderation.views.reversing import offer_undo


@bp.get("/moderation/items/<int:item_id>")
@staff_required
def item(member: Member, item_id: int) -> Page:
    """Show a case."""
    form = DecideForm()
    return _item(member, item_id, form)


@bp.post("/moderation/items/<int:item_id>/claim")
@staff_required
def claim(member: Member, item_id: int) -> Page:
    """Take a case for some minutes."""
    with transaction():
        claimed = actions.claim(member, item_id, utcnow())
    return to_case(claimed)


@bp.post("/moderation/items/<int:item_id>/take-over")
@staff_required
def take_over(member: Member, item_id: int) -> Page:
    """Take a case that a colleague is at; their page tells them."""
    with transaction():
        taken = actions.take_over(member, item_id, utcnow())
    return to_case(taken)


@bp.post("/moderation/items/<int:item_id>/release")
@staff_required
def release(member: Member, item_id: int) -> Page:
    """Leave a case to others."""
    with transaction():
        actions.release(member, item_id, utcnow())
    return redirect(url_for(".queue"), HTTPStatus.SEE_OTHER)


@bp.post("/moderation/posts/<int:post_id>/review")
@staff_required
def review(member: Member, post_id: int) -> Page:
    """Open a case about a post that nobody reported."""
    with transaction():
        case = actions.open_for_staff(member, post_id, utcnow())
    return redirect(url_for(".item", item_id=case.id), HTTPStatus.SEE_OTHER)


@bp.post("/moderation/items/<int:item_id>/decide")
@staff_required
def decide(member: Member, item_id: int) -> Page:
    """Decide about a case; who comes second sees what the first decided."""
    form, now = DecideForm(), utcnow()
    form.fill(queries.case(item_id, member, now))
    if not form.validate():
        return _item(member, item_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    sending = _to_author(item_id, form.judged())
    settled = checked(
        form, sending, author(member), lambda: _item(member, item_id, form)
    )
    if not isinstance(settled, Settled):
        return settled
    said = settled.texts
    judged = replace(
        form.judged(),
        reasons=said["reason"],
        note=said["note"],
        bad_faith_reason=said["bad_faith_reason"],
    )
    with transaction():
        outcome = actions.decide(member, item_id, judged, now)
        if _is_made_now(outcome, now):
            count(settled.tally, now)
    if isinstance(outcome, AlreadyDecided):
        return _conflict(item_id, outcome), HTTPStatus.CONFLICT
    flash(_said(member, outcome), "ok")
    offer_undo(member, outcome.decision.id)
    return onward(member, item_id, now)


def _item(member: Member, item_id: int, form: DecideForm) -> str:
    now = utcnow()
    case = queries.case(item_id, member, now)
    form.fill(case)
    is_decided = not case.is_open and case.decision is not None
    queue_page = queries.queue(member, Sought(), 1, utcnow())
    return render_template(
        "moderation/item.html",
        case=case,
        form=form,
        button=TokenForm(),
        note_form=NoteForm(formdata=None),
        keys=queries.keys_of(member),
        labels=labels_for(case.kind),
        queue=queue_page,
        reversal=queries.reversal_of_case(item_id, member, now) if is_decided else None,
    )


def _to_author(item_id: int, judged: Judged) -> Sending:
    """Name what is read by whom; words that this decision masks are gone already."""
    reasons = judged.reasons if judged.measure.needs_rule else ""
    note, wording = judged.note, Wording(judged.passages, judged.instead)
    return Sending(
        url_for(".decide", item_id=item_id, next=goes_on()),
        "Decide",
        "The decision",
        "made",
        {
            "reason": Passage(wording.removed_from(reasons), "Your reasons", AUTHOR),
            "note": Passage(wording.removed_from(note), "Your note", MODERATORS),
            "bad_faith_reason": Passage(
                judged.bad_faith_reason, "Why in bad faith", REPORTER
            ),
        },
    )


def _is_made_now(outcome: Decided | AlreadyDecided, now: datetime) -> bool:
    """Say whether a decision is this one, and not an earlier sending of the form."""
    return isinstance(outcome, Decided) and outcome.decision.decided_at == now


def _conflict(item_id: int, outcome: AlreadyDecided) -> str:
    return render_template(
        "moderation/conflict.html",
        item_id=item_id,
        conflict=queries.conflict(item_id),
        post_changed=outcome.post_changed,
    )


def _said(member: Member, done: Decided) -> str:
    """Say what was done; after a redaction, that nothing of the words is left."""
    if done.decision.outcome is Outcome.DISMISS:
        return "Decided: nothing changes. The log has it."
    if done.wording is None:
        return "Decided. The author is told, and the log has it."
    hits = taking_away.proven(done.wording)
    with transaction():
        actions.note_proof(done, hits, member, utcnow())
    if not hits:
        if not done.wording.passages:
            return "Masked. The photo is destroyed, and its files too."
        return "Masked. The words stand nowhere in the forum any more."
    return (
        f"Masked. The same words also stand in {hits} other "
        f"place{'s' if hits > 1 else ''} that were not part of this post."
    )
