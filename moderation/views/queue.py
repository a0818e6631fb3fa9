"""The review queue: what waits, what was decided, and views moderators saved of it."""

from http import HTTPStatus

from flask import flash, jsonify, redirect, render_template, request, url_for

from forum.boards.views.blueprint import asked_page
from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.numbers import key_in
from forum.members.models import Member
from forum.members.viewers import staff_required
from forum.warnings.views import Page
from moderation import actions, queries, rules
from moderation.filters import HOURS, TABS, Sought, sought, sought_in
from moderation.forms import ViewForm
from moderation.models import FlagReason, ReviewableKind
from moderation.views.blueprint import bp
from moderation.views.notes import asked_key

KINDS = {
    kind: label
    for kind, label in rules.KINDS.items()
    if kind is not ReviewableKind.MODERATOR_ACT
} | {
    ReviewableKind.FLAGGED_POST: "Report about a post",
    ReviewableKind.FLAGGED_CARD: "Report about a card",
    ReviewableKind.FLAGGED_MEMBER: "Report about a member",
    ReviewableKind.HELD_POST: "Held post",
}


@bp.get("/moderation/queue")
@staff_required
def queue(member: Member) -> Page:
    """Show what waits for a decision, most pressing first."""
    if request.args.get("show", "open") not in TABS:
        raise NotFound
    return _queue(member, sought(request.args), ViewForm(formdata=None))


@bp.get("/moderation/queue/live")
@staff_required
def live(member: Member) -> Page:
    """Say who is at which of some cases now, for scripts on the pages of the queue."""
    said = request.args.get("ids", "").split(",")
    found = queries.live(member, [*filter(None, map(key_in, said))], utcnow())
    return jsonify(
        waiting=queries.open_count(member),
        cases=[
            {
                "id": one.id,
                "is_open": one.is_open,
                "claimed_by": one.claimed_by,
                "is_mine": one.is_mine,
            }
            for one in found
        ],
    )


@bp.post("/moderation/queue/views")
@staff_required
def view_save(member: Member) -> Page:
    """Keep the present filter under a name."""
    form = ViewForm()
    if not form.validate():
        page = _queue(member, sought_in(form.query.data or ""), form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.save_view(member, form.name.data or "", form.kept)
    flash("The view is saved.", "ok")
    return redirect(_url(sought_in(form.kept)), HTTPStatus.SEE_OTHER)


@bp.post("/moderation/queue/views/delete")
@staff_required
def view_delete(member: Member) -> Page:
    """Forget a saved view."""
    if which := asked_key("which"):
        with transaction():
            actions.delete_view(member, which)
        flash("The view is deleted.", "ok")
    return redirect(url_for(".queue"), HTTPStatus.SEE_OTHER)


def _queue(member: Member, wish: Sought, form: ViewForm) -> str:
    return render_template(
        "moderation/queue.html",
        queue=queries.queue(member, wish, asked_page(), utcnow()),
        choices=queries.choices(member),
        rule_choices=[
            (one.code, f"{one.code[1:]}. {one.title}")
            for one in queries.rules_to_choose()
        ],
        keys=queries.keys_of(member),
        form=form,
        kinds={
            kind: label for kind, label in KINDS.items() if rules.may_open(member, kind)
        },
        reasons={reason: rules.REASONS[reason] for reason in FlagReason},
        hour_choices=[(one, f"{one} hour{'s' if one > 1 else ''}") for one in HOURS],
    )


def _url(wish: Sought) -> str:
    base = url_for(".queue")
    return f"{base}?{wish.query}" if wish.query else base
