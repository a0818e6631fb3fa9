"""Drafts: kept by a button or while one writes, listed, opened again, deleted."""

from dataclasses import replace
from http import HTTPStatus

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.boards import actions, queries, rules
from forum.boards.actions import NewerDraft
from forum.boards.drafts import Draft
from forum.boards.forms import WriteForm
from forum.boards.queries import Saved
from forum.boards.saved import SavedDraft
from forum.boards.views import pictures, targets
from forum.boards.views.blueprint import bp
from forum.boards.views.targets import Target
from forum.core.answers import Busy, Refused
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import count, spent
from forum.disclosure import Registered
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.warnings import Answers, Unchecked, Writing, weigh

Page = Response | tuple[str, HTTPStatus]
NOTHING = "Write something before you save it"
TOO_LONG = "This is longer than a post can be. Shorten it, then save it"
TAGS_TOO_LONG = "Use fewer tags"
NEVER_KEPT = (
    "This holds a payment card number or a social security number. We never store "
    "one. Take it out, then save the draft"
)
UNCHECKED = (
    "We could not save your draft just now. Your text is still here. Please try "
    "again in a minute"
)
NEWER = "A newer draft was saved in another window"
EDITED = "This post was changed in another window. Save to compare both versions"
LIMIT = "400 per hour"
"""Scripts save every ten seconds at most."""
OFTEN = "You saved drafts very often."
TEXTS = ("title", "body", "tags", "reason")


@bp.get("/drafts")
def drafts_at_root() -> Response:
    """Lead from the short address to the list."""
    return redirect(url_for(".drafts"), HTTPStatus.MOVED_PERMANENTLY)


@bp.get("/my/drafts")
@member_required
def drafts(member: Member) -> str:
    """List a member's drafts; nobody else sees them."""
    return render_template(
        "boards/drafts.html",
        drafts=queries.drafts_of(member),
        at_most=rules.DRAFTS_MAX,
        days=rules.DRAFT_LASTS.days,
    )


@bp.post("/my/drafts/<int:draft_id>/delete")
@member_required
def draft_delete(member: Member, draft_id: int) -> Response:
    """Delete a draft; a second click does no harm."""
    with transaction():
        actions.drop_draft(member.id, draft_id)
    flash("The draft is deleted.", "ok")
    return redirect(url_for(".drafts"), HTTPStatus.SEE_OTHER)


def reopened(member: Member, target: Target) -> Target:
    """Return a target with the draft its author saved there, if there is one.

    A quotation that was asked for stands below what is written already.
    """
    saved = queries.draft_at(member.id, target.place) if target.place else None
    if saved is None:
        return target
    form = target.form
    quoted = (form.body.data or "") if target.kind == "reply" else ""
    said = {"title": saved.title, "tags": saved.tags, "reason": saved.reason}
    said |= {"once": saved.once, "seen_draft": saved.token}
    said["body"] = f"{saved.body}\n\n{quoted}" if quoted else saved.body
    for name, text in said.items():
        if name in form:
            form[name].data = text
    if "revision" in form and saved.revision:
        form["revision"].data = saved.revision
    return replace(target, saved=saved)


def save(member: Member, target: Target) -> Page | None:
    """Keep what was written so far; nothing if the form says why not.

    Whoever has not seen the newest draft gets both to choose from.
    """
    if not _is_fit(target.form):
        return None
    try:
        if _keep(member, target) is None:
            return None
    except NewerDraft as newer:
        return _conflict(member, target, newer.theirs), HTTPStatus.CONFLICT
    flash("Your draft is saved. Only you can see it.", "ok")
    return redirect(_address(target), HTTPStatus.SEE_OTHER)


@bp.post("/my/drafts/save")
@member_required
def draft_autosave(member: Member) -> tuple[Response, HTTPStatus]:
    """Keep what a script sends while its author writes; answer as JSON."""
    kind, key = request.form.get("kind", ""), request.form.get("key", "")
    target = targets.named(member, kind, key, utcnow())
    form = target.form
    try:
        if _edits_another_wording(target):
            return jsonify(error=EDITED), HTTPStatus.CONFLICT
        kept = _keep(member, target) if _is_fit(form) else None
    except NewerDraft as newer:
        theirs = {"draft": newer.theirs.token, "url": _address(target)}
        return jsonify(error=NEWER, **theirs), HTTPStatus.CONFLICT
    except Refused as refused:
        return jsonify(error=str(refused)), HTTPStatus.UNPROCESSABLE_ENTITY
    except Busy as busy:
        return jsonify(error=str(busy)), HTTPStatus.TOO_MANY_REQUESTS
    if kept is None:
        said = form.first_errors()[0][1]
        return jsonify(error=said), HTTPStatus.UNPROCESSABLE_ENTITY
    return jsonify(draft=kept.token, once=kept.once), HTTPStatus.OK


def _keep(member: Member, target: Target) -> SavedDraft | None:
    """Keep a draft; None if it holds what is never kept, which the form says."""
    form, place = target.form, target.place
    if place is None:
        return None
    subject = f"drafts of {member.id}"
    if wait := spent(LIMIT, subject):
        raise Busy(OFTEN, wait)
    count(LIMIT, subject)
    shown = pictures.shown(member, target)
    draft = replace(form.draft(), alts=pictures.alts_sent(shown))
    if refused := _refusal(member, draft):
        form.body.errors = [refused]
        return None
    with transaction():
        return actions.keep_draft(
            member.id,
            place,
            draft,
            form.tags_typed,
            utcnow(),
            seen=form.seen_draft.data,
            revision=_revision(form),
        )


def _conflict(member: Member, target: Target, theirs: Saved) -> str:
    """Show the draft that is written here beside the newer one from elsewhere."""
    target.form.seen_draft.data = theirs.token
    return render_template(
        "boards/draft_conflict.html",
        target=target,
        form=target.form,
        theirs=theirs,
        address=_address(target),
        pictures=pictures.shown(member, target),
    )


def _edits_another_wording(target: Target) -> bool:
    """Say whether the post was changed since this correction of it was begun."""
    now = target.standing.revision if target.standing else None
    return now is not None and _revision(target.form) != now


def _revision(form: WriteForm) -> int | None:
    return form["revision"].data if "revision" in form else None


def _is_fit(form: WriteForm) -> bool:
    """Say whether a draft can be kept as it came; it need not be fit to be posted."""
    texts = [form[name] for name in TEXTS if name in form]
    for field in form:
        lost_some = field in texts and field.had_unreadable
        if field not in (form.photos, form.files) and not lost_some:
            field.errors = []
    if not any(field.data for field in texts):
        form.body.errors = [NOTHING]
    if form.is_too_long:
        form.body.errors = [TOO_LONG]
    if len(form.tags_typed) > rules.TAGS_TYPED_MAX:
        form["tags"].errors = [TAGS_TOO_LONG]
    return not form.errors


def _refusal(member: Member, draft: Draft) -> str:
    """Say why a draft is not kept: what is found in it is looked at and forgotten."""
    writing = Writing(member.id, draft.once, draft.texts)
    try:
        places = weigh(writing, Answers(), Registered()).places
    except Unchecked:
        return UNCHECKED
    return "" if all(place.may_be_kept for place in places) else NEVER_KEPT


def _address(target: Target) -> str:
    """Return where its author goes on: a thread may have moved to another board."""
    if "board" in target.form:
        return url_for(".new_thread", slug=target.form["board"].data)
    return target.action
