"""Pages of being told: the list, what it is mailed like, the end of mail."""

from http import HTTPStatus

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from forum.core.answers import NotFound
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.core.http import from_anywhere
from forum.members.models import Member
from forum.members.viewers import member_required
from forum.notifications import actions, queries
from forum.notifications.forms import ActivityForm, SeenForm
from forum.notifications.links import Stopping, stopping_of
from forum.settings import Settings

bp = Blueprint("notifications", __name__)
PAGE_DIGITS = 6


@bp.get("/notifications")
@member_required
def told(viewer: Member) -> str:
    """Show a member what happened, grouped by thread."""
    number = _page_number()
    return render_template(
        "notifications/told.html", told=queries.told_to(viewer, number)
    )


@bp.post("/notifications/read")
@member_required
def mark_read(viewer: Member) -> Response:
    """Mark as read what a member has seen; what came since stays new."""
    form, now = SeenForm(), utcnow()
    if not form.validate():
        abort(HTTPStatus.UNPROCESSABLE_ENTITY, "Open the page again, then press it.")
    with transaction():
        actions.mark_read(viewer.id, form.up_to.data or 0, now)
    flash("All of it is marked as read.", "ok")
    return redirect(url_for(".told"), HTTPStatus.SEE_OTHER)


@bp.get("/my/mail/activity")
@member_required
def wish(viewer: Member) -> str:
    """Show a member how mail about the forum looks, and when the digest comes."""
    stands = queries.wish_of(viewer.id)
    form = ActivityForm()
    if stands is not None:
        form.links_only.data = stands.links_only
        form.weekday.data, form.hour.data = str(stands.weekday), str(stands.hour)
    return _wish_page(form)


@bp.post("/my/mail/activity")
@member_required
def wish_send(viewer: Member) -> Response | tuple[str, int]:
    """Keep how a member wants it."""
    form, now = ActivityForm(), utcnow()
    if not form.validate():
        return _wish_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        actions.keep_wish(
            viewer.id,
            links_only=form.links_only.data,
            weekday=int(form.weekday.data),
            hour=int(form.hour.data),
            now=now,
        )
    flash("Saved.", "ok")
    return redirect(url_for("mail.choose"), HTTPStatus.SEE_OTHER)


@bp.get("/mail/thread/<link>")
def stop(link: str) -> str:
    """Ask whoever came from a mail whether mail about a thread should end."""
    _stopping(link)
    return _stop_page(link)


@bp.post("/mail/thread/<link>")
@from_anywhere
def stop_send(link: str) -> str:
    """End mail about a thread for a person who need not be signed in, or undo that."""
    stopping, now = _stopping(link), utcnow()
    is_undone = "again" in request.form
    with transaction():
        if is_undone:
            actions.unquiet(stopping.member_id, stopping.thread_id)
        else:
            actions.quiet(stopping.member_id, stopping.thread_id, now)
    return _stop_page(link, is_done=not is_undone, is_undone=is_undone)


def _page_number() -> int:
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= PAGE_DIGITS):
        raise NotFound
    if int(asked) < 1:
        raise NotFound
    return int(asked)


def _wish_page(form: ActivityForm) -> str:
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "notifications/wish.html", form=form, zone=str(settings.zone)
    )


def _stopping(link: str) -> Stopping:
    stopping = stopping_of(link)
    if stopping is None or not queries.is_there(stopping.member_id, stopping.thread_id):
        abort(HTTPStatus.BAD_REQUEST, "This link is not one of ours, or was cut off.")
    return stopping


def _stop_page(link: str, *, is_done: bool = False, is_undone: bool = False) -> str:
    return render_template(
        "notifications/stop.html", link=link, is_done=is_done, is_undone=is_undone
    )
