"""Pages of announcements, for administrators."""

from http import HTTPStatus

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.announcements import actions, notice, queries, rules
from forum.announcements.forms import (
    PURPOSES,
    AnnouncementForm,
    ApproveForm,
    HandingOverForm,
)
from forum.announcements.models import Announcement, Purpose, State
from forum.core.clock import utcnow
from forum.core.db import transaction
from forum.members.models import Member
from forum.members.viewers import (
    administrator_required,
    fresh_administrator_required,
    member_required,
)
from forum.settings import Settings

bp = Blueprint("announcements", __name__)
Page = str | tuple[str, HTTPStatus] | Response
SAY_SO = "Tick the box if it contains no promotion. Otherwise withdraw it."


@bp.get("/admin/announcements")
@administrator_required
def every(viewer: Member) -> str:  # noqa: ARG001 - an administrator only
    """Show what was announced and what waits for a second administrator."""
    now = utcnow()
    return render_template(
        "announcements/every.html",
        announcements=queries.every(),
        purposes=PURPOSES,
        in_a_year=queries.service_in_a_year(now),
        many=rules.MANY_A_YEAR,
        now=now,
    )


@bp.get("/admin/announcements/new")
@administrator_required
def new(viewer: Member) -> Page:  # noqa: ARG001 - an administrator only
    """Ask what is to be announced."""
    return _new(AnnouncementForm())


@bp.post("/admin/announcements/new")
@administrator_required
def new_send(viewer: Member) -> Page:
    """Show how it will look, or keep it for another administrator."""
    form = AnnouncementForm()
    if not form.validate():
        return _new(form), HTTPStatus.UNPROCESSABLE_ENTITY
    if "send" not in request.form:
        return _new(form, preview=form.html())
    with transaction():
        row = actions.write(
            viewer.id, form.words(), utcnow(), no_promotion=form.no_promotion.data
        )
    flash("Kept. Another administrator has to approve it.", "wait")
    return _to(row.id)


@bp.get("/admin/announcements/handing-over")
@administrator_required
def handing_over(viewer: Member) -> Page:  # noqa: ARG001 - an administrator only
    """Ask to whom the forum is handed over, and when."""
    return _handing_over(HandingOverForm())


@bp.post("/admin/announcements/handing-over")
@administrator_required
def handing_over_send(viewer: Member) -> Page:
    """Keep it for another administrator, like every announcement."""
    form = HandingOverForm()
    if not form.validate():
        return _handing_over(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        row = actions.write(viewer.id, form.words(), utcnow(), no_promotion=True)
    flash("Kept. Another administrator has to approve it.", "wait")
    return _to(row.id)


@bp.get("/admin/announcements/<int:announcement_id>")
@administrator_required
def one(viewer: Member, announcement_id: int) -> Page:
    """Show an announcement, and what can be done with it."""
    return _one(viewer, queries.announcement(announcement_id), ApproveForm())


@bp.post("/admin/announcements/<int:announcement_id>/approve")
@fresh_administrator_required
def approve(viewer: Member, announcement_id: int) -> Page:
    """Send an announcement out, if its reader is not its author."""
    row, form = queries.announcement(announcement_id), ApproveForm()
    if row.purpose is Purpose.SERVICE and not form.no_promotion.data:
        form.no_promotion.errors = [SAY_SO]
        return _one(viewer, row, form), HTTPStatus.UNPROCESSABLE_ENTITY
    settings: Settings = current_app.extensions["settings"]
    with transaction():
        actions.approve(
            row.id,
            viewer.id,
            utcnow(),
            no_promotion=form.no_promotion.data,
            has_postal_address=bool(settings.postal_address),
        )
    notice.forget()
    flash("Approved. It is on its way.", "ok")
    return _to(row.id)


@bp.post("/admin/announcements/<int:announcement_id>/withdraw")
@administrator_required
def withdraw(viewer: Member, announcement_id: int) -> Page:
    """Take an announcement back; mail that has left cannot be called back."""
    row = queries.announcement(announcement_id)
    with transaction():
        actions.withdraw(row.id, viewer.id, utcnow())
    notice.forget()
    flash("Withdrawn. Mail that has left cannot be called back.", "ok")
    return _to(row.id)


@bp.post("/announcements/<int:announcement_id>/dismiss")
@member_required
def dismiss(viewer: Member, announcement_id: int) -> Response:
    """Take an announcement away for the member who has read it."""
    with transaction():
        actions.dismiss(announcement_id, viewer.id)
    flash("It is gone from your first page.", "ok")
    return redirect(url_for("boards.index"), HTTPStatus.SEE_OTHER)


def _new(form: AnnouncementForm, preview: Markup | None = None) -> str:
    return render_template("announcements/new.html", form=form, preview=preview)


def _handing_over(form: HandingOverForm) -> str:
    days = rules.HAND_OVER_NOTICE.days
    return render_template("announcements/handing_over.html", form=form, days=days)


def _one(viewer: Member, row: Announcement, form: ApproveForm) -> str:
    return render_template(
        "announcements/one.html",
        announcement=row,
        html=Markup(row.html),  # noqa: S704 - rendered by ourselves
        purpose=PURPOSES[row.purpose],
        steps=queries.steps(row.id),
        copies=queries.copies(row.id),
        form=form,
        is_author=row.written_by == viewer.id,
        waits=row.state is State.WAITING,
        may_withdraw=rules.may_withdraw(row, utcnow()),
        in_a_year=queries.service_in_a_year(utcnow()),
        many=rules.MANY_A_YEAR,
    )


def _to(announcement_id: int) -> Response:
    address = url_for(".one", announcement_id=announcement_id)
    return redirect(address, HTTPStatus.SEE_OTHER)
