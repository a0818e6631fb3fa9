"""Drafts: kept by a button beside the text, listed, opened again, deleted."""

from dataclasses import replace
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.boards import actions, queries, rules
from forum.boards.drafts import Draft
from forum.boards.forms import WriteForm
from forum.boards.views import pictures
from forum.boards.views.blueprint import bp
from forum.boards.views.targets import Target
from forum.core.answers import Busy
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.limits import count, spent
from forum.disclosure import Registered
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.warnings import Answers, Unchecked, Writing, weigh

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
LIMIT = "120 per hour"
OFTEN = "You saved drafts very often."


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
    quoted = form.body.data or ""
    form.body.data = f"{saved.body}\n\n{quoted}" if quoted else saved.body
    form.once.data = saved.once
    if "title" in form:
        form["title"].data, form["tags"].data = saved.title, saved.tags
    return replace(target, saved=saved)


def save(member: Member, target: Target) -> Response | None:
    """Keep what was written so far; nothing if the form says why not."""
    form = target.form
    if target.place is None or not _is_fit(form):
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
        actions.keep_draft(member.id, target.place, draft, form.tags_typed, utcnow())
    flash("Your draft is saved. Only you can see it.", "ok")
    return redirect(_address(target), HTTPStatus.SEE_OTHER)


def _is_fit(form: WriteForm) -> bool:
    """Say whether a draft can be kept as it came; it need not be fit to be posted."""
    texts = [form[name] for name in ("title", "body", "tags") if name in form]
    for field in form:
        lost_some = field in texts and field.had_unreadable
        if field is not form.photos and not lost_some:
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
