"""What scripts ask while somebody writes, and the preview without them."""

from http import HTTPStatus
from typing import Any

from flask import jsonify, render_template, request
from werkzeug.wrappers import Response

from forum.boards.forms import ReplyForm, ThreadForm, WriteForm
from forum.boards.views import pictures, targets
from forum.boards.views.blueprint import bp, writer
from forum.boards.views.targets import Where
from forum.boards.views.writing import Page, composer, weighed_draft
from forum.boards.weighing import WeighedDraft
from forum.core.answers import require
from forum.core.clock import utcnow
from forum.core.http import takes_files
from forum.core.limits import limiter
from forum.disclosure import Kind
from forum.members.models import Member
from forum.members.rules import may_draft
from forum.members.viewers import member_required
from forum.warnings import Choice, Place

SETTLED_NOW = {"keep": Choice.KEEP, "not_personal": Choice.NOT_PERSONAL}
MASKED_NOW = {"mask": 1, "unmask": -1}
OFTEN = "120 per minute"
KINDS = frozenset(map(str, Kind))


@bp.post("/preview")
@takes_files
@limiter.limit(OFTEN, key_func=writer)
@member_required
def preview(member: Member) -> Page:
    """Show a draft as everyone would see it; nothing is stored."""
    kind, key = request.form.get("kind", ""), request.form.get("key", "")
    target = targets.named(member, kind, key, utcnow())
    form = target.form
    pictures.take_in(member, target)
    if form.is_too_long:
        form.validate()
        return composer(member, target), HTTPStatus.UNPROCESSABLE_ENTITY
    shown = pictures.shown(member, target)
    alts, files = pictures.carried(shown)
    weighed = weighed_draft(member, form, target.where, alts, files=files)
    form.seal.data = weighed.seal
    if request.headers.get("X-Requested-With") == "script":
        return render_template(
            "boards/preview.html", weighed=weighed, member=member, pictures=shown
        )
    return composer(member, target, weighed)


@bp.post("/check")
@limiter.limit(OFTEN, key_func=writer)
@member_required
def check(member: Member) -> tuple[Response, HTTPStatus]:
    """Return what a draft discloses, as JSON; offsets count code points.

    `keep` and `not_personal` name a finding by its number in the answer before;
    `mask` names the kind of one that was masked in the text just now, `unmask`
    that of one whose words are back.
    """
    form, where = _asked(member)
    require(may_draft(member, utcnow()))
    if form.is_too_long:
        error = jsonify(error="The text is too long to be checked.")
        return error, HTTPStatus.UNPROCESSABLE_ENTITY
    weighed = weighed_draft(member, form, where, pictures.alts_named())
    _take_decisions(weighed)
    said = [_said(index, place, weighed) for index, place in enumerate(weighed.places)]
    answer = jsonify(findings=said, seal=weighed.seal, once=form.once.data)
    return answer, HTTPStatus.OK


def _asked(member: Member) -> tuple[WriteForm, Where]:
    """Return the form that a script asks about, and where its texts would go."""
    kind, key = request.form.get("kind", ""), request.form.get("key", "")
    if kind != "edit":
        form = ThreadForm() if kind == "thread" else ReplyForm()
        return form, Where(kind, key)
    target = targets.named(member, kind, key, utcnow())
    return target.form, target.where


def _take_decisions(weighed: WeighedDraft) -> None:
    """Note what was pressed beside the text since the last answer."""
    for name, choice in SETTLED_NOW.items():
        number = request.form.get(name, type=int)
        for index in _alike(weighed, number):
            if weighed.places[index].may_be_kept:
                weighed.choices[index] = choice
    undone = request.form.get("undo", type=int)
    for index in _alike(weighed, undone and undone - 1):
        weighed.choices.pop(index, None)
    for name, count in MASKED_NOW.items():
        kind = request.form.get(name, "")
        if kind in KINDS:
            weighed.note_masked(kind, count)


def _alike(weighed: WeighedDraft, number: int | None) -> list[int]:
    """Return a place and all others with the same words: one decision for all."""
    places = weighed.places
    if number is None or not 0 <= number < len(places):
        return []
    chosen = (places[number].finding.kind, places[number].words)
    return [
        index
        for index, place in enumerate(places)
        if (place.finding.kind, place.words) == chosen
    ]


def _said(index: int, place: Place, weighed: WeighedDraft) -> dict[str, Any]:
    told = place.advice
    return {
        "index": index,
        "part": place.part,
        "start": place.finding.start,
        "end": place.finding.end,
        "kind": place.finding.kind,
        "level": place.finding.level,
        "title": told.title,
        "why": told.why,
        "icon": told.icon,
        "label": told.label,
        "leaves": place.leaves,
        "before": place.before,
        "words": place.words,
        "after": place.after,
        "may_be_kept": place.may_be_kept,
        "is_quoted": place.is_quoted,
        "choice": weighed.choices.get(index, ""),
    }
