"""The review queue and its cases."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.boards.views.blueprint import asked_page
from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.traces import traces
from forum.members.models import Member
from forum.members.viewers import staff_required
from moderation import actions, queries
from moderation.actions import AlreadyDecided, Decided
from moderation.forms import LABELS, DecideForm, TokenForm
from moderation.models import Outcome
from moderation.queries.queue import TABS
from moderation.views.blueprint import bp

Page = str | tuple[str, HTTPStatus] | Response


@bp.get("/moderation/queue")
@staff_required
def queue(member: Member) -> Page:
    """Show what waits for a decision, most pressing first."""
    tab = request.args.get("show", "open")
    if tab not in TABS:
        raise NotFound
    page = queries.queue(member, tab, asked_page(), utcnow())
    return render_template("moderation/queue.html", queue=page)


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
        actions.claim(member, item_id, utcnow())
    return redirect(url_for(".item", item_id=item_id), HTTPStatus.SEE_OTHER)


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
    form = DecideForm()
    form.fill(queries.case(item_id, member, utcnow()))
    if not form.validate():
        return _item(member, item_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        outcome = actions.decide(member, item_id, form.judged(), utcnow())
    if isinstance(outcome, AlreadyDecided):
        return _conflict(item_id, outcome), HTTPStatus.CONFLICT
    flash(_said(member, outcome), "ok")
    return redirect(url_for(".queue"), HTTPStatus.SEE_OTHER)


def _item(member: Member, item_id: int, form: DecideForm) -> str:
    case = queries.case(item_id, member, utcnow())
    form.fill(case)
    queue_page = queries.queue(member, "open", 1, utcnow())
    return render_template(
        "moderation/item.html",
        case=case,
        form=form,
        button=TokenForm(),
        labels=LABELS,
        queue=queue_page,
    )


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
    left = traces(done.wording)
    hits = sum(left.values())
    with transaction():
        actions.note_proof(done.decision.id, hits, member, utcnow())
    if not hits:
        return "Masked. The words stand nowhere in the forum any more."
    return (
        f"Masked. The same words also stand in {hits} other "
        f"place{'s' if hits > 1 else ''} that were not part of this post."
    )
