"""What moderators do to a thread at once: lock it, pin it, and undo it."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import staff_required
from moderation import actions, queries
from moderation.actions import ThreadDeed
from moderation.forms import ThreadForm
from moderation.views.blueprint import bp

Page = str | tuple[str, HTTPStatus] | Response
DONE = {
    ThreadDeed.LOCK: "The thread is locked.",
    ThreadDeed.UNLOCK: "The thread is open again.",
    ThreadDeed.PIN: "The thread stays on top of its board.",
    ThreadDeed.UNPIN: "The thread is no longer on top of its board.",
}


@bp.get("/moderation/threads/<int:thread_id>")
@staff_required
def thread(member: Member, thread_id: int) -> Page:  # noqa: ARG001 - staff only
    """Show what can be done to a thread."""
    found = queries.thread_for_staff(thread_id)
    return render_template("moderation/thread.html", thread=found, form=ThreadForm())


@bp.post("/moderation/threads/<int:thread_id>")
@staff_required
def thread_send(member: Member, thread_id: int) -> Page:
    """Lock or pin a thread, or undo it."""
    form = ThreadForm()
    found = queries.thread_for_staff(thread_id)
    wanted = form.deed.data
    missing = wanted == ThreadDeed.LOCK and not form.reason.data
    if not form.validate() or missing:
        if missing:
            form.reason.errors = ["Say why the thread is locked"]
        page = render_template("moderation/thread.html", thread=found, form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    deed = ThreadDeed(wanted)
    with transaction():
        actions.act_on_thread(member, thread_id, deed, form.reason.data or "", utcnow())
    flash(DONE[deed], "ok")
    url = url_for("boards.thread", thread_id=thread_id)
    return redirect(url, HTTPStatus.SEE_OTHER)
