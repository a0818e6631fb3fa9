"""One decision about many cases: picking them, deciding, and what became of each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for

from forum.core.answers import NotFound, Refused
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.numbers import key_in
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.members.views import author
from forum.warnings import Settled
from forum.warnings.actions import count
from forum.warnings.views import Page, Passage, Sending, checked
from moderation import actions, queries, rules
from moderation.actions import Judged, LeftOut, Picked
from moderation.forms import (
    CARD_LABELS,
    LABELS,
    PICKED_MAX,
    BatchForm,
    ReverseForm,
)
from moderation.measures import BATCHED
from moderation.models import DecisionBatch, ReviewableKind
from moderation.queries import Pick
from moderation.views.blueprint import AUTHOR, MODERATORS, bp

TOO_MANY = f"Select {PICKED_MAX} cases at most."
MIXED = (
    "These are of several kinds. One decision is about one kind: select reports about "
    "posts, held posts or reports about cards."
)
ALONE = "Cases of this kind are decided one by one."
GONE = "It is not there any more."


@bp.get("/moderation/batch")
@staff_required
def batch(member: Member) -> Page:
    """Ask what is decided about the cases that were selected."""
    said = request.args.getlist("item")
    keys = [*dict.fromkeys(filter(None, map(key_in, said)))]
    if len(keys) > PICKED_MAX:
        return _refused(TOO_MANY)
    found = queries.picks(member, keys, utcnow())
    if because := _why_not(found):
        return _refused(because)
    return _batch(found, BatchForm(formdata=None))


@bp.post("/moderation/batch")
@staff_required
def batch_send(member: Member) -> Page:
    """Decide about each of them; what cannot be decided is left out and named."""
    form, now = BatchForm(), utcnow()
    if known := queries.batch_made(form.token):
        return redirect(url_for(".batches", batch=known), HTTPStatus.SEE_OTHER)
    picked = form.cases
    found = queries.picks(member, [one.id for one in picked[:PICKED_MAX]], now)
    if len(picked) > PICKED_MAX or not picked:
        return _refused(TOO_MANY if picked else "")
    if because := _why_not(found):
        return _refused(because)
    _fill(form, found)
    if not form.validate():
        return _batch(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    judged = form.judged()
    sending = _to_authors(judged)
    settled = checked(form, sending, author(member), lambda: _batch(found, form))
    if not isinstance(settled, Settled):
        return settled
    judged = replace(
        judged, reasons=settled.texts["reason"], note=settled.texts["note"]
    )
    made, is_new = _decided(member, picked, judged, now)
    if is_new:
        with transaction():
            count(settled.tally, now)
    return redirect(url_for(".batches", batch=made.id), HTTPStatus.SEE_OTHER)


@bp.get("/moderation/batches")
@staff_required
def batches(member: Member) -> Page:
    """Show what became of the cases of one decision."""
    key = _asked_batch()
    if not key:
        return _refused("", HTTPStatus.OK)
    return _outcomes(member, key, ReverseForm(formdata=None))


@bp.post("/moderation/batches/undo")
@staff_required
def batch_undo(member: Member) -> Page:
    """Take all decisions of a batch back, as far as each can be."""
    form, key, now = ReverseForm(), _asked_batch(), utcnow()
    if not key:
        return _refused("")
    queries.outcomes(key, member, now)
    if not form.validate():
        return _outcomes(member, key, form), HTTPStatus.UNPROCESSABLE_ENTITY
    why = Passage((form.reason.data or "").strip(), "Your reasons", AUTHOR)
    action = url_for(".batch_undo", batch=key)
    sending = Sending(action, "Take all back", "The decision", "made", {"reason": why})
    settled = checked(
        form, sending, author(member), lambda: _outcomes(member, key, form)
    )
    if not isinstance(settled, Settled):
        return settled
    with transaction():
        decisions = actions.begin_undo(member, key, now)
        count(settled.tally, now)
    stay = _undone(member, decisions, settled.texts["reason"], now)
    flash(_said(len(decisions), stay), "ok")
    return redirect(url_for(".batches", batch=key), HTTPStatus.SEE_OTHER)


def _asked_batch() -> int:
    """Return the number of a batch that the address names; 0 if it names none."""
    said = request.args.get("batch", "")
    if said and not key_in(said):
        raise NotFound
    return key_in(said)


def _undone(
    member: Member, decisions: list[int], reason: str, now: datetime
) -> list[str]:
    """Take each decision back in a transaction of its own; return what stays, why."""
    stay = []
    for decision in decisions:
        try:
            with transaction():
                why = actions.undo_one(member, decision, reason, now)
        except Refused as refusal:
            why = str(refusal)
        stay += [why] if why else []
    return stay


def _said(all_: int, stay: list[str]) -> str:
    done = f"{all_ - len(stay)} of {all_} decisions are taken back."
    return f"{done} The others stay: {' '.join(dict.fromkeys(stay))}" if stay else done


def _outcomes(member: Member, batch_id: int, form: ReverseForm) -> str:
    now = utcnow()
    found = queries.outcomes(batch_id, member, now)
    return render_template(
        "moderation/batch_done.html",
        found=found,
        form=form,
        can_undo=rules.may_undo_batch(member, found.batch, now),
    )


def _decided(
    member: Member, picked: list[Picked], judged: Judged, now: datetime
) -> tuple[DecisionBatch, bool]:
    """Decide about each case in a transaction of its own."""
    with transaction():
        made, is_new = actions.begin_batch(member, judged, judged.once or "", now)
    if not is_new:
        return made, False
    key = made.id
    left_out: list[LeftOut] = []
    for one in picked:
        try:
            with transaction():
                left = actions.decide_one(member, key, one, judged, now)
        except Refused as refusal:
            left = LeftOut(one.id, str(refusal), is_skipped=False)
        except NotFound:
            left = LeftOut(one.id, GONE, is_skipped=False)
        left_out += [left] if left else []
    with transaction():
        actions.end_batch(member, key, picked, left_out, now)
    return made, True


def _why_not(found: Sequence[Pick]) -> str:
    kinds = {one.row.kind for one in found}
    if len(kinds) > 1:
        return MIXED
    if kinds and not kinds & set(BATCHED):
        return ALONE
    return ""


def _refused(
    because: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Page:
    page = render_template("moderation/batch_none.html", because=because)
    return page, status


def _fill(form: BatchForm, found: Sequence[Pick]) -> None:
    can = BATCHED[found[0].row.kind] if found else ()
    form.fill(can, queries.rules_to_choose())


def _batch(found: Sequence[Pick], form: BatchForm) -> str:
    if not found:
        return render_template("moderation/batch_none.html", because="")
    _fill(form, found)
    kind = found[0].row.kind
    return render_template(
        "moderation/batch.html",
        picks=found,
        form=form,
        can=BATCHED[kind],
        labels=CARD_LABELS if kind is ReviewableKind.FLAGGED_CARD else LABELS,
        rules=queries.rules_to_choose(),
        words_to_start=queries.words_to_start(),
    )


def _to_authors(judged: Judged) -> Sending:
    reasons = judged.reasons if judged.measure.needs_rule else ""
    return Sending(
        url_for(".batch_send"),
        "Decide about all of them",
        "The decision",
        "made",
        {
            "reason": Passage(reasons, "Your reasons", AUTHOR),
            "note": Passage(judged.note, "Your note", MODERATORS),
        },
    )
